package org.pushj.examples.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SubscriberQueueTest {
  private static final Content OLD = content("old");
  private static final Content NEW = content("new");

  private final SubscriberQueue queue = new SubscriberQueue(true);

  @Test
  void put_startsACourier_onlyWhenNoneIsUnderWay() {
    assertThat(queue.put(OLD)).isTrue();
    assertThat(queue.put(NEW)).isFalse();
    queue.taken(NEW);
    assertThat(queue.next()).isEmpty();
    assertThat(queue.put(OLD)).isTrue();
  }

  @Test
  void put_replacesWhatWaits() {
    queue.put(OLD);
    queue.put(NEW);

    assertThat(queue.next()).contains(NEW);
  }

  @Test
  void put_doesNothing_whenTheContentIsTheSame() {
    queue.put(OLD);
    queue.taken(OLD);
    queue.next();

    assertThat(queue.put(content("old"))).isFalse();
    assertThat(queue.next()).isEmpty();
  }

  @Test
  void taken_leavesNewerContent() {
    queue.put(OLD);
    queue.put(NEW);
    queue.taken(OLD);

    assertThat(queue.next()).contains(NEW);
  }

  @Test
  void failed_givesUp_afterTheLastAttemptAndForgets() {
    BackOff twice = new BackOff(2, Duration.ofSeconds(7));
    queue.put(OLD);

    assertThat(queue.failed(twice)).contains(Duration.ofSeconds(7));
    assertThat(queue.next()).contains(OLD);
    assertThat(queue.failed(twice)).isEmpty();
    assertThat(queue.put(OLD)).isTrue();
  }

  @Test
  void lastTaken_isWhatTheSubscriberTook_whateverCameOrFailedMeanwhile() {
    BackOff once = new BackOff(1, Duration.ZERO);
    assertThat(queue.lastTaken()).isEmpty();
    queue.put(OLD);
    queue.put(NEW);
    queue.taken(OLD);
    assertThat(queue.lastTaken()).contains(OLD);

    queue.failed(once);

    assertThat(queue.lastTaken()).contains(OLD);
  }

  @Test
  void lastTaken_isNotKept_whenNobodyWantsIt() {
    SubscriberQueue forgetful = new SubscriberQueue(false);
    forgetful.put(OLD);

    forgetful.taken(OLD);

    assertThat(forgetful.lastTaken()).isEmpty();
  }

  private static Content content(String text) {
    return new Content("text/plain", text.getBytes(UTF_8));
  }
}
