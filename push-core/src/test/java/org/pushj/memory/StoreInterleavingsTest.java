package org.pushj.memory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.interleavings.Interleavings;
import org.pushj.spi.Claim;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SubscriptionBuilder;

/** Two threads at one store: each change and each claim is won by one of them at most. */
@Tag("heavy")
@Param(name = "version", gen = IntGen.class, conf = "0:1")
public class StoreInterleavingsTest {
  private static final Instant NOW = ManualClock.START;
  private static final Instant UNTIL = NOW.plusSeconds(60);
  private static final String RESOURCE = "https://resource.example/";
  private static final CallbackToken TOKEN = new CallbackToken("the-token-of-the-first-one");
  private static final Subscription ONE =
      SubscriptionBuilder.active().resource(RESOURCE).callback(TOKEN).dueAt(NOW).build();

  /** Has the same key. */
  private static final Subscription RIVAL =
      SubscriptionBuilder.active().resource(RESOURCE).dueAt(NOW).build();

  private final InMemorySubscriptionStore store = new InMemorySubscriptionStore();

  @Test
  void store_isLinearizable() {
    Interleavings.assertLinearizable(StoreInterleavingsTest.class);
  }

  @Operation
  public boolean add() {
    return store.add(ONE);
  }

  @Operation
  public boolean addRival() {
    return store.add(RIVAL);
  }

  @Operation
  public long replace(@Param(name = "version") int version) {
    Subscription expected = ONE.withVersion(version);
    return store
        .replace(expected, expected.withDueAt(UNTIL))
        .map(Subscription::version)
        .orElse(-1L);
  }

  @Operation
  public boolean remove(@Param(name = "version") int version) {
    return store.remove(ONE.withVersion(version));
  }

  @Operation
  public List<Long> claim() {
    return store.claimDue(Claim.of(NOW, UNTIL, 1)).stream().map(Subscription::version).toList();
  }

  @Operation
  public long findByCallback() {
    return version(store.findByCallback(TOKEN));
  }

  @Operation
  public long findByKey() {
    return version(store.findByKey(ONE.key()));
  }

  private static long version(Optional<Subscription> found) {
    return found.map(Subscription::version).orElse(-1L);
  }
}
