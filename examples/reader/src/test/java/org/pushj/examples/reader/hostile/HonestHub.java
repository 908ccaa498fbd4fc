package org.pushj.examples.reader.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pushj.examples.reader.Feeds;
import org.pushj.examples.reader.ReaderClient;
import org.pushj.examples.reader.load.HubPosts;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;

/**
 * A hub that sends signed updates to a reader at a steady rate, each a feed with one entry, over
 * several subscriptions. It waits as long as {@code Retry-After} says, and sends again after a
 * second if there was no response. Its leases are short, so that they must be renewed.
 */
final class HonestHub implements AutoCloseable {
  private static final int TOPICS = 8;
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FakeHub hub = FakeHub.start().behaviour(this::treat);
  private final FakeTopicSite site = FakeTopicSite.start();
  private final HubPosts posts = new HubPosts();
  private final List<ReaderClient.Subscribed> subscribed = new ArrayList<>();
  private final Map<String, Granted> granted = new ConcurrentHashMap<>();
  private final Map<Integer, Long> sentAt = new ConcurrentHashMap<>();
  private final Map<Integer, Long> acknowledgedAt = new ConcurrentHashMap<>();
  private final Map<String, Integer> others = new ConcurrentHashMap<>();
  private final Set<Integer> retried = ConcurrentHashMap.newKeySet();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sent = new AtomicInteger();
  private volatile boolean stopped;

  /** A request that was verified, and the end of its lease. */
  private record Granted(HubRequest request, Instant end) {}

  /** Subscribes the reader to all topics. */
  void subscribe(ReaderClient reader) {
    for (int i = 0; i < TOPICS; i++) {
      subscribed.add(reader.subscribed(site.advertise("/feed" + i, hub.url()), hub));
    }
    ReaderClient.soon().until(() -> granted.size() == TOPICS);
  }

  /** Returns the subscriptions, with the first request of each. */
  List<ReaderClient.Subscribed> subscribed() {
    return List.copyOf(subscribed);
  }

  /** Returns the path of the callback that the hub was told last. */
  String callbackPath(URI topic) {
    return URI.create(granted.get(topic.toString()).request().callback()).getPath();
  }

  /** Returns the URLs of all topics. */
  List<URI> topics() {
    return IntStream.range(0, TOPICS).mapToObj(i -> site.url("/feed" + i)).toList();
  }

  /** Sends updates for a while, and waits for the responses. */
  void send(double perSecond, Duration time) {
    long begun = System.nanoTime();
    long count = Math.round(perSecond * time.toSeconds());
    for (int i = 0; i < count && !stopped; i++) {
      long due = begun + (long) (i * 1e9 / perSecond);
      LockSupport.parkNanos(due - System.nanoTime());
      int number = sent.getAndIncrement();
      sentAt.put(number, System.nanoTime());
      attempt(number);
    }
  }

  /** Waits until all updates are acknowledged, for as long as it makes sense. */
  void awaitResponses() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (acknowledgedAt.size() < sent.get() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  /** Returns how many updates were sent. */
  int sent() {
    return sent.get();
  }

  /** Returns when an update was sent first, as {@link System#nanoTime}. */
  long sentAt(int number) {
    return sentAt.get(number);
  }

  /** Returns when an update was answered 2xx, as {@link System#nanoTime}; null if it was not. */
  @Nullable Long acknowledgedAt(int number) {
    return acknowledgedAt.get(number);
  }

  /** Tells whether an update was sent again. */
  boolean retried(int number) {
    return retried.contains(number);
  }

  /** Counts the responses other than 2xx, and the failures, by what they were. */
  Map<String, Integer> others() {
    return new TreeMap<>(others);
  }

  /** Returns what is wrong with the subscriptions: each must run as long as it was granted. */
  List<String> problems(ReaderClient reader) {
    List<String> problems = new ArrayList<>();
    for (ReaderClient.Subscribed each : subscribed) {
      Granted last = granted.get(each.request().topic());
      JsonObject shown = reader.subscription(each.id());
      if (last.end().isBefore(Instant.now())) {
        problems.add("lapsed, granted until %s: %s".formatted(last.end(), shown));
      } else if (Instant.parse(shown.get("leaseExpiresAt").getAsString())
          .isBefore(last.end().minusSeconds(1))) {
        problems.add("shorter than granted, until %s: %s".formatted(last.end(), shown));
      }
    }
    ended.forEach(topic -> problems.add("unsubscribed: " + topic));
    return problems;
  }

  /** Returns the number of requests to subscribe so far. */
  int requests() {
    return hub.requests("subscribe").size();
  }

  /** Returns the name of an update. */
  static String name(int number) {
    return "u" + number;
  }

  /** Returns the content of an update. */
  static byte[] content(int number) {
    String name = name(number);
    String entry = Feeds.entry(name, "Update " + name + ".");
    return Feeds.atom("A feed", entry).getBytes(UTF_8);
  }

  @Override
  public void close() {
    stopped = true;
    hub.close();
    site.close();
  }

  private FakeResponse treat(FakeHub self, HubRequest request) {
    return FakeResponse.of(202)
        .then(
            () -> {
              if (request.mode().equals("subscribe")) {
                grant(self, request);
              } else {
                end(self, request);
              }
            });
  }

  private void grant(FakeHub self, HubRequest request) {
    Instant end = Instant.now().plus(LEASE);
    if (self.verification(request).lease(Long.toString(LEASE.toSeconds())).send().isConfirmed()) {
      granted.put(request.topic(), new Granted(request, end));
    }
  }

  /** A callback that another has replaced may be given back. */
  private void end(FakeHub self, HubRequest request) {
    Granted last = granted.get(request.topic());
    if (self.verify(request).isConfirmed()
        && last.request().callback().equals(request.callback())) {
      ended.add(request.topic());
    }
  }

  private void attempt(int number) {
    if (stopped) {
      return;
    }
    String topic = subscribed.get(number % TOPICS).request().topic();
    CompletableFuture<HttpResponse<Void>> unused =
        posts
            .send(
                granted.get(topic).request(),
                content(number),
                "application/atom+xml;n=" + name(number))
            .whenComplete((answer, failure) -> conclude(number, answer, failure));
  }

  private void conclude(
      int number, @Nullable HttpResponse<Void> answer, @Nullable Throwable failure) {
    if (answer == null) {
      others.merge(String.valueOf(failure), 1, Integer::sum);
      again(number, PAUSE);
    } else if (answer.statusCode() / 100 == 2) {
      acknowledgedAt.put(number, System.nanoTime());
    } else {
      others.merge(Integer.toString(answer.statusCode()), 1, Integer::sum);
      again(
          number,
          answer
              .headers()
              .firstValue("Retry-After")
              .map(text -> Duration.ofSeconds(Long.parseLong(text)))
              .orElse(PAUSE));
    }
  }

  private void again(int number, Duration after) {
    retried.add(number);
    Executor later = CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS);
    later.execute(() -> attempt(number));
  }
}
