package org.pushj.memory;

import java.time.Instant;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.interleavings.Interleavings;
import org.pushj.spi.Claim;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.ManualClock;
import org.pushj.tck.QueuedPingBuilder;

/** Two threads at one queue: each claim, and each end of one, is won by one of them at most. */
@Tag("heavy")
@Param(name = "version", gen = IntGen.class, conf = "0:2")
public class QueueInterleavingsTest {
  private static final Instant NOW = ManualClock.START;
  private static final Instant UNTIL = NOW.plusSeconds(60);
  private static final String TOPIC = "https://topic.example/";
  private static final QueuedPing FIRST = QueuedPingBuilder.asked().topic(TOPIC).build();

  /** Takes the place of the first while that is not claimed. */
  private static final QueuedPing SECOND = QueuedPingBuilder.asked().topic(TOPIC).build();

  private final InMemoryPingQueue queue = new InMemoryPingQueue(2);

  public QueueInterleavingsTest() {
    queue.add(List.of(FIRST));
  }

  @Test
  void queue_isLinearizable() {
    Interleavings.assertLinearizable(QueueInterleavingsTest.class);
  }

  @Operation
  public boolean add() {
    return queue.add(List.of(SECOND));
  }

  @Operation
  public List<Long> claim() {
    return queue.claimDue(Claim.of(NOW, UNTIL, 1)).stream().map(QueuedPing::version).toList();
  }

  @Operation
  public int complete(@Param(name = "version") int version) {
    return queue.complete(List.of(FIRST.withVersion(version)));
  }

  @Operation
  public boolean putBack(@Param(name = "version") int version) {
    return queue.putBack(FIRST.withVersion(version), NOW, 1, "The hub answered 503.");
  }

  @Operation
  public boolean park(@Param(name = "version") int version) {
    return queue.park(FIRST.withVersion(version), NOW, "The hub answered 503.");
  }

  @Operation
  public boolean requeue() {
    return queue.requeue(FIRST.id(), NOW);
  }

  @Operation
  public long countWaiting() {
    return queue.countWaiting();
  }
}
