package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.PingQueue;
import org.pushj.tck.QueuedPingBuilder;

/** What an application has cached is not forgotten for the sake of push. */
class ApplicationCacheTest {

  @ParameterizedTest
  @EnumSource
  void add_leavesTheCacheOfTheApplicationAsItIs(TestProvider provider) {
    try (HikariDataSource dataSource = TestDatabase.H2.open();
        EntityManagerFactory factory = cachingFactory(provider, dataSource)) {
      TestDatabase.execute(dataSource, Note.TABLE);
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      PingQueue queue = new JpaPingQueue(boundary);
      boundary.run(entities -> entities.persist(new Note("one")));
      boundary.run(entities -> assertThat(entities.find(Note.class, "one")).isNotNull());
      assertThat(factory.getCache().contains(Note.class, "one")).isTrue();

      boundary.run(entities -> queue.add(List.of(QueuedPingBuilder.asked().build())));

      assertThat(queue.countWaiting()).isEqualTo(1);
      assertThat(factory.getCache().contains(Note.class, "one")).isTrue();
    }
  }

  private static EntityManagerFactory cachingFactory(
      TestProvider provider, HikariDataSource dataSource) {
    Map<String, Object> properties = new HashMap<>(provider.properties());
    properties.put("jakarta.persistence.nonJtaDataSource", dataSource);
    properties.put("jakarta.persistence.sharedCache.mode", "ALL");
    properties.put("hibernate.cache.use_second_level_cache", "true");
    properties.put("hibernate.cache.region.factory_class", MapRegions.class.getName());
    return Persistence.createEntityManagerFactory("application", properties);
  }
}
