package org.pushj.jpa.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushj.SubscriptionState;
import org.pushj.jpa.sql.Row;

class SubscriptionTableTest {
  @Test
  void counts_leaveOutAState_thatALaterReleaseHasAdded() {
    List<Row> rows = List.of(row("", 10), row("PENDING", 3), row("POLLED", 2));
    assertThat(SubscriptionTable.counts(rows))
        .containsOnlyKeys(SubscriptionState.values())
        .containsEntry(SubscriptionState.PENDING, 3L)
        .containsEntry(SubscriptionState.ACTIVE, 5L)
        .containsEntry(SubscriptionState.DENIED, 0L);
  }

  private static Row row(String state, long count) {
    return new Row(new Object[] {state, count});
  }
}
