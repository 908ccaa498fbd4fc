package org.pushj.examples.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.LockSupport;
import org.pushj.tck.HubRequest;

/**
 * A hub that has many updates for a reader, each with a content of its own, and sends each until it
 * is acknowledged. It does not wait as long as hubs do before it comes again.
 */
final class HubLoad implements AutoCloseable {
  /** What stands for the status where there was none. */
  static final String NO_ANSWER = "no answer";

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(60);

  private final HubPosts posts = new HubPosts();
  private final List<HubRequest> callbacks;
  private final Plan plan;
  private final AtomicInteger next = new AtomicInteger();
  private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
  private final Map<String, AtomicInteger> others = new ConcurrentHashMap<>();
  private final AtomicInteger withoutRetryAfter = new AtomicInteger();
  private final LongAccumulator slowestMillis = new LongAccumulator(Math::max, 0);
  private final ExecutorService threads;

  private HubLoad(List<HubRequest> callbacks, Plan plan) {
    this.callbacks = callbacks;
    this.plan = plan;
    this.threads = Executors.newFixedThreadPool(plan.connections());
  }

  /**
   * What is sent.
   *
   * @param updates how many updates there are
   * @param bytes how long the content of each is
   * @param connections how many are sent at a time
   * @param pace how long each connection rests after an update
   */
  record Plan(int updates, int bytes, int connections, Duration pace) {}

  /**
   * Begins to send.
   *
   * @param callbacks the requests that named the callbacks; each has its turn
   */
  static HubLoad start(List<HubRequest> callbacks, Plan plan) {
    HubLoad load = new HubLoad(callbacks, plan);
    for (int i = 0; i < plan.connections(); i++) {
      load.threads.execute(load::send);
    }
    return load;
  }

  /** Returns the name of an update, under which a list shows it. */
  static String name(int number) {
    return "u" + number;
  }

  /** Returns the SHA-256 digest of the content of an update. */
  String sha256(int number) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content(number)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns how many updates were answered 2xx so far. */
  int acknowledged() {
    return acknowledged.size();
  }

  /** Returns the numbers of the updates that were answered 2xx so far. */
  Set<Integer> acknowledgedNumbers() {
    return Set.copyOf(acknowledged);
  }

  boolean isDone() {
    return acknowledged.size() == plan.updates();
  }

  /** Counts the answers that were none of 2xx, by their status. */
  Map<String, Integer> others() {
    Map<String, Integer> counts = new TreeMap<>();
    others.forEach((status, count) -> counts.put(status, count.get()));
    return counts;
  }

  /** Counts the answers 503 that did not say when to come again. */
  int withoutRetryAfter() {
    return withoutRetryAfter.get();
  }

  /** Returns how long the slowest answer took. */
  Duration slowest() {
    return Duration.ofMillis(slowestMillis.get());
  }

  /** Begins with no more, and waits for the answers to what was sent. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LAST_ANSWERS.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("there are requests without an end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      threads.shutdownNow();
    }
  }

  private void send() {
    for (int n = next.getAndIncrement();
        n < plan.updates() && !threads.isShutdown();
        n = next.getAndIncrement()) {
      send(n);
      LockSupport.parkNanos(plan.pace().toNanos());
    }
  }

  private void send(int number) {
    while (!threads.isShutdown()) {
      if (isTaken(number)) {
        acknowledged.add(number);
        return;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private boolean isTaken(int number) {
    long begun = System.nanoTime();
    HubRequest to = callbacks.get(number % callbacks.size());
    Optional<HttpResponse<Void>> answer = posts.post(to, content(number), "text/" + name(number));
    if (answer.isEmpty()) {
      count(NO_ANSWER);
      return false;
    }
    slowestMillis.accumulate(Duration.ofNanos(System.nanoTime() - begun).toMillis());
    int status = answer.get().statusCode();
    if (status / 100 == 2) {
      return true;
    }
    if (status == 503 && answer.get().headers().firstValue("Retry-After").isEmpty()) {
      withoutRetryAfter.incrementAndGet();
    }
    count(Integer.toString(status));
    return false;
  }

  private void count(String status) {
    others.computeIfAbsent(status, any -> new AtomicInteger()).incrementAndGet();
  }

  private byte[] content(int number) {
    return Arrays.copyOf((name(number) + "\n").getBytes(UTF_8), plan.bytes());
  }
}
