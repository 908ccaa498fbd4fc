package org.pushj.tck;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A WebSub hub on the loopback address that does what a test tells it, and keeps what it was sent.
 * It takes requests at any path and with any query. Safe for use by several threads.
 *
 * <p>It starts with {@link HubBehaviour#inline()}: it verifies while the subscriber still waits for
 * its answer. A subscriber that cannot bear that is wrong.
 *
 * @since 0.1
 */
public final class FakeHub implements AutoCloseable {
  /** The lease that is granted where none was asked for: 10 days. */
  public static final Duration DEFAULT_LEASE = Duration.ofDays(10);

  private final Journal<HubRequest> requests = new Journal<>();
  private final Callbacks callbacks = new Callbacks();
  private final LoopbackServer server = new LoopbackServer("fake-hub", this::answer);
  private volatile HubBehaviour behaviour = HubBehaviour.inline();
  private volatile Function<HubRequest, @Nullable String> lease = FakeHub::asAsked;

  private FakeHub() {}

  /** Starts a hub. */
  public static FakeHub start() {
    return new FakeHub();
  }

  /** Returns the URL of the hub. */
  public URI url() {
    return url("/hub");
  }

  /**
   * Returns another URL of the same hub.
   *
   * @param pathAndQuery the path with a leading slash; may have a query
   */
  public URI url(String pathAndQuery) {
    return server.url(pathAndQuery);
  }

  /** Treats every later request like this. Returns this hub. */
  public FakeHub behaviour(HubBehaviour behaviour) {
    this.behaviour = behaviour;
    return this;
  }

  /** Grants every later subscription this lease, whatever it asks for. Returns this hub. */
  public FakeHub grant(Duration lease) {
    return grantText(Long.toString(lease.toSeconds()));
  }

  /**
   * Puts this text into {@code hub.lease_seconds} of every later verification of a subscription.
   * Returns this hub.
   *
   * @param text any text, be it a number or not; null leaves the parameter out
   */
  public FakeHub grantText(@Nullable String text) {
    this.lease = request -> text;
    return this;
  }

  /** Returns all requests so far, refused ones too, the oldest first. */
  public List<HubRequest> requests() {
    return requests.all();
  }

  /**
   * Returns the requests of one mode so far, refused ones too, the oldest first.
   *
   * @param mode the {@code hub.mode}: subscribe, unsubscribe, publish
   */
  public List<HubRequest> requests(String mode) {
    return requests.all(request -> request.mode().equals(mode));
  }

  /**
   * Waits for a request, refused ones too.
   *
   * @param mode the {@code hub.mode}: subscribe, unsubscribe, publish
   * @param number which one of that mode, from 1
   * @throws AssertionError if it did not come in time
   */
  public HubRequest awaitRequest(String mode, int number, Duration timeout) {
    return requests.await(
        mode + " request", request -> request.mode().equals(mode), number, timeout);
  }

  /** Returns what callbacks have answered to this hub so far, the oldest first. */
  public List<CallbackReply> replies() {
    return callbacks.replies();
  }

  /**
   * Waits for what the callback of a request answers to a call that the hub makes by itself.
   *
   * @param number which answer of all calls for that request, from 1
   * @throws AssertionError if it did not come in time; calls that failed are suppressed in it
   */
  public CallbackReply awaitReply(HubRequest request, int number, Duration timeout) {
    return callbacks.await(request, number, timeout);
  }

  /**
   * Verifies the intent of a request, honestly.
   *
   * @throws java.io.UncheckedIOException if the callback did not answer
   */
  public CallbackReply verify(HubRequest request) {
    return verification(request).send();
  }

  /** Starts a verification of a request that a test can change before it is sent. */
  public Verification verification(HubRequest request) {
    boolean subscribes = request.mode().equals("subscribe");
    return new Verification(callbacks, request, subscribes ? lease.apply(request) : null);
  }

  /**
   * Tells the callback of a request that the subscription is denied (W3C WebSub section 5.2).
   *
   * @param reason the {@code hub.reason}; null to give none
   * @throws java.io.UncheckedIOException if the callback did not answer
   */
  public CallbackReply deny(HubRequest request, @Nullable String reason) {
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    parameters.add(Map.entry("hub.mode", "denied"));
    parameters.add(Map.entry("hub.topic", request.topic()));
    if (reason != null) {
      parameters.add(Map.entry("hub.reason", reason));
    }
    HttpRequest http = Callbacks.to(request, Form.encode(parameters)).GET().build();
    return callbacks.send(request, http, null);
  }

  /**
   * Delivers content to the callback of a request, signed with SHA-256 if the request has a secret.
   *
   * @throws java.io.UncheckedIOException if the callback did not answer
   */
  public CallbackReply deliver(HubRequest request, byte[] content, String contentType) {
    return delivery(request).content(content, contentType).send();
  }

  /** Starts a delivery to the callback of a request that a test can change before it is sent. */
  public Delivery delivery(HubRequest request) {
    return new Delivery(callbacks, request, url());
  }

  /** Ends the hub, with all answers that are still under way. */
  @Override
  public void close() {
    server.close();
  }

  private FakeResponse answer(RecordedRequest http) {
    HubRequest request = new HubRequest(http);
    requests.add(request);
    return http.method().equals("POST") ? behaviour.treat(this, request) : FakeResponse.of(405);
  }

  private static String asAsked(HubRequest request) {
    return request.leaseSeconds().orElse(Long.toString(DEFAULT_LEASE.toSeconds()));
  }
}
