package org.pushj.endpoint;

import java.time.Duration;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.interleavings.Interleavings;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.Claim;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SubscriptionBuilder;

/**
 * One thread changes a subscription while another reads it by its callback. Once a change has
 * returned, no older version is read.
 */
@Tag("heavy")
public class LookupInterleavingsTest {
  private static final CallbackToken TOKEN = new CallbackToken("the-token-of-the-subscription");
  private static final Subscription ADDED =
      SubscriptionBuilder.active().callback(TOKEN).dueAt(ManualClock.START).build();

  private final InMemorySubscriptionStore store = new InMemorySubscriptionStore();
  private final RecentLookups lookups =
      new RecentLookups(store, Duration.ofSeconds(5), () -> ManualClock.START);

  public LookupInterleavingsTest() {
    store.add(ADDED);
  }

  @Test
  void lookups_areLinearizable() {
    Interleavings.assertLinearizable(LookupInterleavingsTest.class);
  }

  /** As a delivery does. */
  @Operation
  public long read() {
    return lookups
        .remembered(TOKEN)
        .or(() -> lookups.look(TOKEN))
        .map(Subscription::version)
        .orElse(-1L);
  }

  @Operation(nonParallelGroup = "changes")
  public boolean replace() {
    return store.findById(ADDED.id()).flatMap(found -> lookups.replace(found, found)).isPresent();
  }

  @Operation(nonParallelGroup = "changes")
  public int claim() {
    return lookups
        .claimDue(Claim.of(ManualClock.START, ManualClock.START.plusSeconds(60), 1))
        .size();
  }

  @Operation(nonParallelGroup = "changes")
  public boolean remove() {
    return store.findById(ADDED.id()).map(lookups::remove).orElse(false);
  }
}
