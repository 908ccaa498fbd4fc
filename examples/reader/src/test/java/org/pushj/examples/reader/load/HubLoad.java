package org.pushj.examples.reader.load;

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
 * A hub with many different updates for a reader, which sends each until it is acknowledged. It
 * retries sooner than real hubs do.
 */
final class HubLoad implements AutoCloseable {
  /** Stands for the status if there was no response. */
  static final String NO_ANSWER = "no answer";

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(60);

  private final HubPosts posts = new HubPosts();
  private final List<HubRequest> callbacks;
  private final Plan plan;
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
   * The load.
   *
   * @param updates how many updates there are
   * @param bytes the size of each
   * @param connections how many are sent concurrently
   * @param pace the pause of each connection after an update
   */
  record Plan(int updates, int bytes, int connections, Duration pace) {}

  /**
   * Starts sending.
   *
   * @param callbacks the requests with the callbacks, which are used in turn. If there are as many
   *     connections, each has a callback of its own, and sends it one update after the other
   */
  static HubLoad start(List<HubRequest> callbacks, Plan plan) {
    HubLoad load = new HubLoad(callbacks, plan);
    for (int i = 0; i < plan.connections(); i++) {
      int first = i;
      load.threads.execute(() -> load.sendFrom(first));
    }
    return load;
  }

  /** Returns the key of an update, under which a list shows it. */
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

  /** Returns how many updates have been answered 2xx so far. */
  int acknowledged() {
    return acknowledged.size();
  }

  /** Returns the numbers of the updates that have been answered 2xx so far. */
  Set<Integer> acknowledgedNumbers() {
    return Set.copyOf(acknowledged);
  }

  boolean isDone() {
    return acknowledged.size() == plan.updates();
  }

  /** Counts the responses other than 2xx, by status. */
  Map<String, Integer> others() {
    Map<String, Integer> counts = new TreeMap<>();
    others.forEach((status, count) -> counts.put(status, count.get()));
    return counts;
  }

  /** Counts the 503 responses without Retry-After. */
  int withoutRetryAfter() {
    return withoutRetryAfter.get();
  }

  /** Returns how long the slowest response took. */
  Duration slowest() {
    return Duration.ofMillis(slowestMillis.get());
  }

  /** Stops sending, and waits for the outstanding responses. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LAST_ANSWERS.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("requests did not complete");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      threads.shutdownNow();
    }
  }

  private void sendFrom(int first) {
    for (int n = first; n < plan.updates() && !threads.isShutdown(); n += plan.connections()) {
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
