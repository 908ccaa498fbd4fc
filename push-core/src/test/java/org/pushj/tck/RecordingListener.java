package org.pushj.tck;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushj.PushException;
import org.pushj.Rejection;
import org.pushj.Subscription;
import org.pushj.SubscriptionListener;
import org.pushj.Update;
import org.pushj.UpdateListener;

/**
 * Records updates and events, and lets a test wait for them. Can be told to fail. Safe for use by
 * several threads.
 *
 * @since 0.1
 */
public final class RecordingListener implements UpdateListener, SubscriptionListener {
  private final Journal<Update> updates = new Journal<>();
  private final Journal<Update> failed = new Journal<>();
  private final Journal<Event> events = new Journal<>();
  private final AtomicInteger failuresLeft = new AtomicInteger();
  private volatile UpdateListener updateHook = update -> {};
  private volatile Consumer<Event> eventHook = event -> {};

  /** Makes a listener that takes everything. */
  public RecordingListener() {}

  /** What happened to a subscription: the name of the listener's method without its "on". */
  public enum Kind {
    /** {@link SubscriptionListener#onVerified}. */
    VERIFIED,
    /** {@link SubscriptionListener#onRenewed}. */
    RENEWED,
    /** {@link SubscriptionListener#onUnsigned}. */
    UNSIGNED,
    /** {@link SubscriptionListener#onDenied}. */
    DENIED,
    /** {@link SubscriptionListener#onFailed}. */
    FAILED,
    /** {@link SubscriptionListener#onUnverified}. */
    UNVERIFIED,
    /** {@link SubscriptionListener#onGivenUp}. */
    GIVEN_UP,
    /** {@link SubscriptionListener#onExpired}. */
    EXPIRED,
    /** {@link SubscriptionListener#onResumed}. */
    RESUMED,
    /** {@link SubscriptionListener#onUnsubscribed}. */
    UNSUBSCRIBED,
    /** {@link SubscriptionListener#onRejected}. */
    REJECTED
  }

  /**
   * One call of the {@link SubscriptionListener}.
   *
   * @param kind which method was called
   * @param subscription the subscription as it was told
   * @param reason the hub's words; null unless it is a denial
   * @param cause what happened; null unless it is a failure
   * @param rejection why a delivery was dropped; null unless it was
   * @param from when the gap began; null unless it is over now
   * @param to when the gap ended; null unless it is over now
   * @since 0.1
   */
  public record Event(
      Kind kind,
      Subscription subscription,
      @Nullable String reason,
      @Nullable PushException cause,
      @Nullable Rejection rejection,
      @Nullable Instant from,
      @Nullable Instant to) {
    static Event of(Kind kind, Subscription subscription) {
      return new Event(kind, subscription, null, null, null, null, null);
    }
  }

  /** Throws an {@link IOException} for each of the next {@code count} updates. */
  public void failNextUpdates(int count) {
    failuresLeft.set(count);
  }

  /** Runs {@code hook} in every later update, before it is recorded. What it throws goes on. */
  public void whenUpdated(UpdateListener hook) {
    updateHook = hook;
  }

  /** Runs {@code hook} in every later event, after it is recorded. What it throws goes on. */
  public void whenEvent(Consumer<Event> hook) {
    eventHook = hook;
  }

  /** Returns the updates that were taken so far, the oldest first. */
  public List<Update> updates() {
    return updates.all();
  }

  /** Returns the updates at which this listener threw, the oldest first. */
  public List<Update> failedUpdates() {
    return failed.all();
  }

  /** Returns the events so far, the oldest first. */
  public List<Event> events() {
    return events.all();
  }

  /** Returns the events of one kind so far, the oldest first. */
  public List<Event> events(Kind kind) {
    return events.all(event -> event.kind() == kind);
  }

  /** Waits for the first update that is taken. */
  public Update awaitUpdate(Duration timeout) {
    return awaitUpdate(1, timeout);
  }

  /**
   * Waits for an update that is taken.
   *
   * @param number which one, from 1
   * @throws AssertionError if it did not come in time
   */
  public Update awaitUpdate(int number, Duration timeout) {
    return updates.await("update", update -> true, number, timeout);
  }

  /**
   * Waits for an update at which this listener threw.
   *
   * @param number which one, from 1
   * @throws AssertionError if it did not come in time
   */
  public Update awaitFailedUpdate(int number, Duration timeout) {
    return failed.await("failed update", update -> true, number, timeout);
  }

  /** Waits for the first event of a kind. */
  public Event awaitEvent(Kind kind, Duration timeout) {
    return awaitEvent(kind, 1, timeout);
  }

  /**
   * Waits for an event of a kind.
   *
   * @param number which one of its kind, from 1
   * @throws AssertionError if it did not come in time
   */
  public Event awaitEvent(Kind kind, int number, Duration timeout) {
    return events.await(kind + " event", event -> event.kind() == kind, number, timeout);
  }

  @Override
  public void onUpdate(Update update) throws Exception {
    try {
      if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IOException("the listener was told to fail");
      }
      updateHook.onUpdate(update);
    } catch (Exception | Error e) {
      failed.add(update);
      throw e;
    }
    updates.add(update);
  }

  @Override
  public void onVerified(Subscription subscription) {
    heard(Event.of(Kind.VERIFIED, subscription));
  }

  @Override
  public void onRenewed(Subscription subscription) {
    heard(Event.of(Kind.RENEWED, subscription));
  }

  @Override
  public void onUnsigned(Subscription subscription) {
    heard(Event.of(Kind.UNSIGNED, subscription));
  }

  @Override
  public void onDenied(Subscription subscription, String reason) {
    heard(new Event(Kind.DENIED, subscription, reason, null, null, null, null));
  }

  @Override
  public void onFailed(Subscription subscription, PushException cause) {
    heard(new Event(Kind.FAILED, subscription, null, cause, null, null, null));
  }

  @Override
  public void onUnverified(Subscription subscription) {
    heard(Event.of(Kind.UNVERIFIED, subscription));
  }

  @Override
  public void onGivenUp(Subscription subscription) {
    heard(Event.of(Kind.GIVEN_UP, subscription));
  }

  @Override
  public void onExpired(Subscription subscription) {
    heard(Event.of(Kind.EXPIRED, subscription));
  }

  @Override
  public void onResumed(Subscription subscription, Instant from, Instant to) {
    heard(new Event(Kind.RESUMED, subscription, null, null, null, from, to));
  }

  @Override
  public void onUnsubscribed(Subscription subscription) {
    heard(Event.of(Kind.UNSUBSCRIBED, subscription));
  }

  @Override
  public void onRejected(Subscription subscription, Rejection rejection) {
    heard(new Event(Kind.REJECTED, subscription, null, null, rejection, null, null));
  }

  private void heard(Event event) {
    events.add(event);
    eventHook.accept(event);
  }
}
