package org.pushj.tck;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.Happening;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.Target;

/**
 * Builds subscriptions for tests. Each builder starts with an id, a request, a topic and tokens of
 * its own; the ids sort by the order in which the builders were made. A builder is for one thread.
 *
 * @since 0.1
 */
public final class SubscriptionBuilder {
  /** The hub that a subscription has if nothing else is said. */
  public static final URI HUB = URI.create("https://hub.example/");

  /** The callback base that a subscription has if nothing else is said. */
  public static final URI CALLBACK_BASE = URI.create("https://reader.example/push/");

  private static final AtomicLong COUNTER = new AtomicLong();

  private SubscriptionId id;
  private SubscriptionRequest request;
  private URI topic;
  private URI hub = HUB;
  private CallbackToken callback = CallbackToken.random();
  private URI callbackBase = CALLBACK_BASE;
  private @Nullable Secret secret = Secret.random();
  private @Nullable Lease lease;
  private boolean wanted = true;
  private boolean found = true;
  private Supplier<@Nullable OpenRequest> open = () -> null;
  private Grant.@Nullable Former former;
  private Progress progress = Progress.NONE;
  private boolean paused;
  private String historyText = "";
  private @Nullable Instant lastUpdateAt;
  private Instant createdAt;
  private long version;

  private SubscriptionBuilder(long number) {
    createdAt = ManualClock.START.plusMillis(number);
    id = SubscriptionId.next(createdAt);
    topic = URI.create("https://topic.example/" + number);
    request = SubscriptionRequest.of(URI.create("https://resource.example/" + number));
  }

  /** Starts with a subscription whose lease runs for 10 days from {@link ManualClock#START}. */
  public static SubscriptionBuilder active() {
    return new SubscriptionBuilder(COUNTER.incrementAndGet()).lease(Duration.ofDays(10));
  }

  /** Starts with a subscription whose first request waits for its verification. */
  public static SubscriptionBuilder pending() {
    SubscriptionBuilder builder = new SubscriptionBuilder(COUNTER.incrementAndGet());
    builder.open = () -> builder.request(IntentKind.SUBSCRIBE, builder.callback);
    return builder;
  }

  /** Sets the id. */
  public SubscriptionBuilder id(SubscriptionId id) {
    this.id = id;
    return this;
  }

  /** Sets what the application asked for. */
  public SubscriptionBuilder request(SubscriptionRequest request) {
    this.request = request;
    return this;
  }

  /** Asks plainly for a resource, a URL. */
  public SubscriptionBuilder resource(String resource) {
    return request(SubscriptionRequest.of(URI.create(resource)));
  }

  /** Sets the topic, a URL. */
  public SubscriptionBuilder topic(String topic) {
    this.topic = URI.create(topic);
    return this;
  }

  /** Sets the hub, a URL. */
  public SubscriptionBuilder hub(String hub) {
    this.hub = URI.create(hub);
    return this;
  }

  /** Sets the token that the hub knows. */
  public SubscriptionBuilder callback(CallbackToken callback) {
    this.callback = callback;
    return this;
  }

  /** Sets what stands before the token in the callback URL. */
  public SubscriptionBuilder callbackBase(String base) {
    this.callbackBase = URI.create(base);
    return this;
  }

  /** Sets the secret that the hub knows; null for none. */
  public SubscriptionBuilder secret(@Nullable Secret secret) {
    this.secret = secret;
    return this;
  }

  /** Takes the intent of the application back. */
  public SubscriptionBuilder unwanted() {
    this.wanted = false;
    return this;
  }

  /** Leaves out what is known of topic and hub: only the intent is there. */
  public SubscriptionBuilder notFound() {
    this.found = false;
    return this;
  }

  /**
   * Sets what makes a subscription be in a state: a lease that runs from {@link ManualClock#START},
   * an open request, a problem, or the like.
   */
  public SubscriptionBuilder state(SubscriptionState state) {
    return switch (state) {
      case PENDING -> lease((Lease) null).openRequest(IntentKind.SUBSCRIBE, callback);
      case ACTIVE -> this;
      case UNSUBSCRIBING -> openRequest(IntentKind.UNSUBSCRIBE, callback).unwanted();
      case DENIED -> problem(Problem.Kind.DENIED, "denied by the hub");
      case EXPIRED -> progress(progress.afterLapse());
      case FAILED ->
          progress(progress.afterLapse()).problem(Problem.Kind.REFUSED, "The hub answered 503.");
      case GIVEN_UP -> progress(progress.afterLapse().afterGivingUp());
      case ENDED -> lease((Lease) null).openRequest(null).unwanted().notFound();
    };
  }

  /** Sets the lease; null for none. */
  public SubscriptionBuilder lease(@Nullable Lease lease) {
    this.lease = lease;
    return this;
  }

  /** Grants a lease that runs from {@link ManualClock#START}. */
  public SubscriptionBuilder lease(Duration length) {
    return lease(Lease.of(ManualClock.START, length));
  }

  /** Sets the open request; null for none. */
  public SubscriptionBuilder openRequest(@Nullable OpenRequest request) {
    open = () -> request;
    return this;
  }

  /**
   * Opens a request for the topic, at the hub, and with the secret that are set when all is built.
   */
  public SubscriptionBuilder openRequest(IntentKind kind, CallbackToken callback) {
    open = () -> request(kind, callback);
    return this;
  }

  /** Sets why the last request did not succeed. */
  public SubscriptionBuilder problem(Problem.Kind kind, String text) {
    return progress(progress.withProblem(Problem.of(kind, text)));
  }

  /** Sets how far it is. */
  public SubscriptionBuilder progress(Progress progress) {
    this.progress = progress;
    return this;
  }

  /** Sets what was granted before and still counts; null for nothing. */
  public SubscriptionBuilder former(Grant.@Nullable Former former) {
    this.former = former;
    return this;
  }

  /** Sets how many requests in a row did not succeed. */
  public SubscriptionBuilder attempts(int attempts) {
    return progress(
        new Progress(
            attempts,
            progress.problem(),
            progress.refusedSince(),
            progress.lapsed(),
            progress.givenUp(),
            progress.dueAt()));
  }

  /** Sets whether it is paused. */
  public SubscriptionBuilder paused(boolean paused) {
    this.paused = paused;
    return this;
  }

  /** Adds what happened. */
  public SubscriptionBuilder happened(Instant at, Happening.Kind kind, String text) {
    historyText = Happening.added(historyText, new Happening(at, kind, text));
    return this;
  }

  /** Sets when content came last; null for never. */
  public SubscriptionBuilder lastUpdateAt(@Nullable Instant lastUpdateAt) {
    this.lastUpdateAt = lastUpdateAt;
    return this;
  }

  /** Sets when work is due; null for never. */
  public SubscriptionBuilder dueAt(@Nullable Instant dueAt) {
    return progress(progress.withDueAt(dueAt));
  }

  /** Sets when the subscription was made. */
  public SubscriptionBuilder createdAt(Instant createdAt) {
    this.createdAt = createdAt;
    return this;
  }

  /** Sets the version. */
  public SubscriptionBuilder version(long version) {
    this.version = version;
    return this;
  }

  /** Returns the subscription as it is now. */
  public Subscription build() {
    return Subscription.builder(id, request, createdAt)
        .wanted(wanted)
        .target(found ? new Target(topic, hub) : null)
        .lookedUp(found ? new Target(topic, hub) : null)
        .grant(lease == null ? null : new Grant(registration(callback), lease))
        .former(former)
        .open(open.get())
        .progress(progress)
        .paused(paused)
        .historyText(historyText)
        .lastUpdateAt(lastUpdateAt)
        .version(version)
        .build();
  }

  private OpenRequest request(IntentKind kind, CallbackToken callback) {
    return new OpenRequest(kind, registration(callback), createdAt);
  }

  private Registration registration(CallbackToken callback) {
    return new Registration(new Target(topic, hub), callback, callbackBase, secret);
  }
}
