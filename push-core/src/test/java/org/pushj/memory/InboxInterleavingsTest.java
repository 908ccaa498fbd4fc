package org.pushj.memory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.interleavings.Interleavings;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.ManualClock;

/** Two threads at one inbox: each claim, and each end of one, is won by one of them at most. */
@Tag("heavy")
@Param(name = "version", gen = IntGen.class, conf = "0:2")
public class InboxInterleavingsTest {
  private static final Instant NOW = ManualClock.START;
  private static final Instant UNTIL = NOW.plusSeconds(60);
  private static final InboxEntry FIRST = InboxEntryBuilder.received().build();

  /** Has the same content, and is of the same subscription. */
  private static final InboxEntry SECOND =
      InboxEntryBuilder.received()
          .subscription(FIRST.subscription())
          .content(new byte[FIRST.length()])
          .build();

  private final InMemoryUpdateInbox inbox = new InMemoryUpdateInbox(2, 2L * FIRST.length());

  @Test
  void inbox_isLinearizable() {
    Interleavings.assertLinearizable(InboxInterleavingsTest.class);
  }

  public InboxInterleavingsTest() {
    inbox.add(FIRST, new byte[FIRST.length()], null);
  }

  @Operation
  public UpdateInbox.Receipt add() {
    return inbox.add(SECOND, new byte[SECOND.length()], NOW);
  }

  @Operation
  public List<Long> claim() {
    return inbox.claimDue(Claim.of(NOW, UNTIL, 1), true).stream().map(InboxEntry::version).toList();
  }

  @Operation
  public Optional<Long> claimNext() {
    return inbox.claimNext(FIRST.subscription(), NOW, UNTIL).map(InboxEntry::version);
  }

  @Operation
  public boolean complete(@Param(name = "version") int version) {
    return inbox.complete(FIRST.withVersion(version), NOW, false);
  }

  @Operation
  public boolean keep(@Param(name = "version") int version) {
    return inbox.complete(FIRST.withVersion(version), NOW, true);
  }

  @Operation
  public boolean putBack(@Param(name = "version") int version) {
    return inbox.putBack(FIRST.withVersion(version), NOW, 1, "The listener failed.");
  }

  @Operation
  public boolean park(@Param(name = "version") int version) {
    return inbox.park(FIRST.withVersion(version), NOW, "The listener failed.");
  }

  @Operation
  public boolean requeue() {
    return inbox.requeue(FIRST.id(), NOW);
  }

  @Operation
  public UpdateInbox.Load load() {
    return inbox.load();
  }
}
