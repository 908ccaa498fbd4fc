package org.pushj.tckcheck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.pushj.Origin;
import org.pushj.Rejection;
import org.pushj.Subscription;
import org.pushj.Update;
import org.pushj.UpdateId;
import org.pushj.tck.ManualClock;
import org.pushj.tck.RecordingListener;
import org.pushj.tck.RecordingListener.Event;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.tck.SubscriptionBuilder;

class RecordingListenerTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final RecordingListener listener = new RecordingListener();
  private final Subscription subscription = subscription();

  @Test
  void awaitUpdate_returnsTheUpdate_whenItComesFromAnotherThread() {
    Update first = update("1");
    Update second = update("2");
    CompletableFuture<Void> sender =
        CompletableFuture.runAsync(
            () -> {
              take(first);
              take(second);
            });

    assertThat(listener.awaitUpdate(2, SOON)).isSameAs(second);
    assertThat(listener.awaitUpdate(SOON)).isSameAs(first);
    assertThat(listener.updates()).containsExactly(first, second);
    assertThat(sender).succeedsWithin(SOON);
  }

  @Test
  void awaitUpdate_saysWhatCame_whenNoOtherComes() {
    Update update = update("1");
    take(update);

    assertThatThrownBy(() -> listener.awaitUpdate(2, Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("update number 2")
        .hasMessageContaining(update.toString());
  }

  @Test
  void awaitUpdate_endsWithTheFlagSet_whenInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> listener.awaitUpdate(SOON)).hasMessageContaining("Interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void onUpdate_throws_asOftenAsTold() {
    listener.failNextUpdates(2);
    Update update = update("1");

    assertThatThrownBy(() -> listener.onUpdate(update)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> listener.onUpdate(update)).isInstanceOf(IOException.class);
    take(update);

    assertThat(listener.updates()).hasSize(1);
    assertThat(listener.failedUpdates()).hasSize(2);
    assertThat(listener.awaitFailedUpdate(2, SOON)).isSameAs(update);
  }

  @Test
  void onUpdate_runsTheHook_andRecordsAfterIt() {
    listener.whenUpdated(update -> assertThat(listener.updates()).isEmpty());
    take(update("1"));
    listener.whenUpdated(
        update -> {
          throw new IllegalStateException("told so");
        });

    assertThatIllegalStateException().isThrownBy(() -> listener.onUpdate(update("2")));
    assertThat(listener.updates()).hasSize(1);
    assertThat(listener.failedUpdates()).hasSize(1);
  }

  @Test
  void events_areRecorded_withTheirKindAndDetails() {
    listener.onVerified(subscription);
    listener.onRenewed(subscription);
    listener.onDenied(subscription, "no");
    listener.onExpired(subscription);
    listener.onResumed(subscription, ManualClock.START, ManualClock.START.plusSeconds(7));
    listener.onUnsubscribed(subscription);
    listener.onRejected(subscription, Rejection.UNSIGNED);

    assertThat(listener.events())
        .extracting(Event::kind)
        .containsExactly(
            Kind.VERIFIED,
            Kind.RENEWED,
            Kind.DENIED,
            Kind.EXPIRED,
            Kind.RESUMED,
            Kind.UNSUBSCRIBED,
            Kind.REJECTED);
    Event resumed = listener.awaitEvent(Kind.RESUMED, SOON);
    assertThat(resumed.from()).isEqualTo(ManualClock.START);
    assertThat(resumed.to()).isEqualTo(ManualClock.START.plusSeconds(7));
    assertThat(listener.awaitEvent(Kind.EXPIRED, SOON).from()).isNull();
    assertThat(listener.awaitEvent(Kind.DENIED, SOON).reason()).isEqualTo("no");
    assertThat(listener.awaitEvent(Kind.REJECTED, 1, SOON).rejection())
        .isEqualTo(Rejection.UNSIGNED);
    assertThat(listener.events(Kind.RENEWED)).hasSize(1);
  }

  @Test
  void whenEvent_letsTheListenerThrow_afterTheEventIsRecorded() {
    listener.whenEvent(
        event -> {
          throw new IllegalStateException("told so");
        });

    assertThatIllegalStateException().isThrownBy(() -> listener.onVerified(subscription));
    assertThat(listener.events(Kind.VERIFIED)).hasSize(1);
  }

  private void take(Update update) {
    try {
      listener.onUpdate(update);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Update update(String content) {
    return new Update(
        UpdateId.next(ManualClock.START),
        Origin.of(subscription, subscription.registration().orElseThrow()),
        HttpHeaders.of(Map.of(), (name, value) -> true),
        List.of(),
        content.getBytes(UTF_8),
        null,
        ManualClock.START);
  }

  private static Subscription subscription() {
    return SubscriptionBuilder.pending().build();
  }
}
