package org.pushj.examples.hub.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SubscriberQueueTest {
  private static final Content OLD = content("old");
  private static final Content NEW = content("new");

  private final SubscriberQueue queue = new SubscriberQueue(true);

  @Test
  void put_startsADelivery_onlyWhenNoneIsRunning() {
    assertThat(queue.put(OLD)).isTrue();
    assertThat(queue.put(NEW)).isFalse();
    queue.delivered(NEW);
    assertThat(queue.next()).isEmpty();
    assertThat(queue.put(OLD)).isTrue();
  }

  @Test
  void put_replacesWaitingContent() {
    queue.put(OLD);
    queue.put(NEW);

    assertThat(queue.next()).contains(NEW);
  }

  @Test
  void put_doesNothing_whenTheContentIsTheSame() {
    queue.put(OLD);
    queue.delivered(OLD);
    queue.next();

    assertThat(queue.put(content("old"))).isFalse();
    assertThat(queue.next()).isEmpty();
  }

  @Test
  void delivered_keepsNewerContent() {
    queue.put(OLD);
    queue.put(NEW);
    queue.delivered(OLD);

    assertThat(queue.next()).contains(NEW);
  }

  @Test
  void failed_givesUp_afterTheLastAttemptAndDropsTheContent() {
    BackOff twice = new BackOff(2, Duration.ofSeconds(7));
    queue.put(OLD);

    assertThat(queue.failed(twice)).contains(Duration.ofSeconds(7));
    assertThat(queue.next()).contains(OLD);
    assertThat(queue.failed(twice)).isEmpty();
    assertThat(queue.put(OLD)).isTrue();
  }

  @Test
  void lastDelivered_isTheDeliveredContent_whateverWasQueuedOrFailedSince() {
    BackOff once = new BackOff(1, Duration.ZERO);
    assertThat(queue.lastDelivered()).isEmpty();
    queue.put(OLD);
    queue.put(NEW);
    queue.delivered(OLD);
    assertThat(queue.lastDelivered()).contains(OLD);

    queue.failed(once);

    assertThat(queue.lastDelivered()).contains(OLD);
  }

  @Test
  void lastDelivered_isNotKept_whenNotConfigured() {
    SubscriberQueue forgetful = new SubscriberQueue(false);
    forgetful.put(OLD);

    forgetful.delivered(OLD);

    assertThat(forgetful.lastDelivered()).isEmpty();
  }

  @Test
  void backOff_doublesItsDelay() {
    BackOff backOff = BackOff.defaults();

    assertThat(backOff.delayAfter(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backOff.delayAfter(2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(backOff.delayAfter(5)).isEqualTo(Duration.ofSeconds(16));
  }

  private static Content content(String text) {
    return new Content("text/plain", text.getBytes(UTF_8));
  }
}
