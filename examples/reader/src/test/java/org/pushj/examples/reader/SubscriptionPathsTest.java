package org.pushj.examples.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Subscription;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.SubscriptionBuilder;

class SubscriptionPathsTest {
  /** More than two pages of the store. */
  private static final int MANY = 2500;

  private final SearchableStore store = new InMemorySubscriptionStore();
  private final List<Subscription> all = new ArrayList<>();

  @BeforeEach
  void fill() {
    for (int i = 0; i < MANY; i++) {
      Subscription next = SubscriptionBuilder.active().topic("https://blog.example/" + i).build();
      assertThat(store.add(next)).isTrue();
      all.add(next);
    }
    all.sort((one, other) -> one.id().toString().compareTo(other.id().toString()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, 1001, 2500, 9999})
  void read_givesAsManyAsAreWanted_whateverThePagesOfTheStore(int limit) {
    assertThat(SubscriptionPaths.read(store, SubscriptionQuery.all(), limit))
        .isEqualTo(all.subList(0, Math.min(limit, MANY)));
  }
}
