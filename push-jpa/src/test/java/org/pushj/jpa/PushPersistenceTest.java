package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

class PushPersistenceTest {
  /** Push would commit what an application has begun on the same connection. */
  @Test
  void from_refusesConnectionsOfTheTransactionsOfSpring() {
    try (HikariDataSource pool = TestDatabase.H2.open()) {
      DataSource aware = new TransactionAwareDataSourceProxy(pool);
      Stream.of(aware, new LazyConnectionDataSourceProxy(aware))
          .forEach(
              each ->
                  assertThatIllegalArgumentException()
                      .isThrownBy(() -> PushPersistence.from(each))
                      .withMessageContaining("pass its target"));
    }
  }
}
