package org.pushj.jpa;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.Function;
import javax.sql.DataSource;
import org.pushj.jpa.transactions.TransactionBoundary;

/** A new database with the tables of push, and two processes on it: each has its own factory. */
final class TwoNodes implements AutoCloseable {
  private final TestDatabase database;
  private final HikariDataSource dataSource;
  private final EntityManagerFactory first;
  private final EntityManagerFactory second;
  private final TransactionBoundary one;
  private final TransactionBoundary two;

  TwoNodes(TestDatabase database, TestProvider first, TestProvider second) {
    this(database, first::open, second::open);
  }

  private TwoNodes(
      TestDatabase database,
      Function<DataSource, EntityManagerFactory> first,
      Function<DataSource, EntityManagerFactory> second) {
    this.database = database;
    this.dataSource = database.open();
    this.first = first.apply(dataSource);
    this.second = second.apply(dataSource);
    this.one = TransactionBoundary.resourceLocal(this.first);
    this.two = TransactionBoundary.resourceLocal(this.second);
  }

  TestDatabase database() {
    return database;
  }

  /** Opens two, each with the factory of an application: all goes through entity managers. */
  static TwoNodes ofApplication(TestDatabase database, TestProvider provider) {
    return new TwoNodes(database, provider::openApplication, provider::openApplication);
  }

  TransactionBoundary one() {
    return one;
  }

  TransactionBoundary two() {
    return two;
  }

  /** Removes all rows of a table. */
  void clear(String table) {
    update("DELETE FROM " + table);
  }

  /** Changes rows past the stores. */
  void update(String sql) {
    TestDatabase.execute(dataSource, sql);
  }

  @Override
  public void close() {
    first.close();
    second.close();
    dataSource.close();
  }
}
