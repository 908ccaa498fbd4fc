package org.pushj.examples.reader.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.pushj.Update;
import org.pushj.examples.guard.ServerAddress;
import org.pushj.examples.reader.jetty.JettyServer;
import org.pushj.examples.reader.storage.DatabaseSettings;
import org.pushj.examples.reader.storage.Storage;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;

/**
 * Measures how long updates take from the hub's POST to the listener, through a servlet container
 * and an inbox in a database. The sending hub is in the same process.
 */
final class DeliveryLatency implements AutoCloseable {
  private static final int CONNECTIONS = 16;
  private static final int TOPICS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite site = FakeTopicSite.start();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, Long> sentAt = new ConcurrentHashMap<>();
  private final Map<Integer, Long> arrivedAt = new ConcurrentHashMap<>();
  private final int bytes;
  private final Storage storage;
  private final Server server;
  private final Subscriber subscriber;
  private final List<HubRequest> callbacks;

  /**
   * Starts all components.
   *
   * @param bytes the size of an update
   */
  DeliveryLatency(DatabaseSettings database, int bytes) {
    this.bytes = bytes;
    this.storage = Storage.open(database);
    this.server = JettyServer.open(ServerAddress.loopback(), 0);
    URI base = URI.create("http://localhost:" + JettyServer.port(server) + "/callback/");
    this.subscriber =
        Subscriber.builder()
            .callbackBase(base)
            .store(storage.subscriptions())
            .inbox(storage.inbox())
            .listener(this::arrived)
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new PushCallbackServlet(subscriber), "/callback/*");
    JettyServer.start(server, context);
    subscriber.start();
    this.callbacks = IntStream.range(0, TOPICS).mapToObj(this::subscribed).toList();
  }

  /** Sends as fast as possible, and returns how many updates were acknowledged per second. */
  double sendAsMuchAsPossible(Duration time) {
    long begun = System.nanoTime();
    int before = numbers.get();
    long end = begun + time.toNanos();
    onAllConnections(
        connection -> {
          while (System.nanoTime() < end) {
            send(System.nanoTime());
          }
        });
    double rate = (numbers.get() - before) * 1e9 / (System.nanoTime() - begun);
    awaitArrivals();
    return rate;
  }

  /**
   * Sends updates at a given rate per second, and returns how long each took to the listener, in
   * nanoseconds, the shortest first. An update that is sent late because its connection was busy is
   * measured from its scheduled time.
   */
  long[] sendSteadily(double perSecond, Duration time) {
    sentAt.clear();
    arrivedAt.clear();
    long begun = System.nanoTime();
    long end = begun + time.toNanos();
    double pause = CONNECTIONS * 1e9 / perSecond;
    onAllConnections(
        connection -> {
          double at = begun + pause * connection / CONNECTIONS;
          while (at < end) {
            LockSupport.parkNanos((long) at - System.nanoTime());
            send((long) at);
            at += pause;
          }
        });
    awaitArrivals();
    return sentAt.keySet().stream()
        .mapToLong(number -> arrivedAt.get(number) - sentAt.get(number))
        .sorted()
        .toArray();
  }

  @Override
  public void close() {
    subscriber.close();
    JettyServer.stop(server);
    storage.close();
    site.close();
    hub.close();
  }

  private HubRequest subscribed(int topic) {
    subscriber.subscribe(site.advertise("/feed" + topic, hub.url()));
    HubRequest request = hub.requests("subscribe").get(topic);
    hub.verify(request);
    return request;
  }

  private void onAllConnections(Connection work) {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      IntStream.range(0, CONNECTIONS).forEach(i -> threads.execute(() -> work.run(i)));
      threads.shutdown();
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("requests did not complete");
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void send(long at) {
    int number = numbers.getAndIncrement();
    sentAt.put(number, at);
    byte[] content = Arrays.copyOf((number + "\n").getBytes(UTF_8), bytes);
    int status =
        hub.deliver(callbacks.get(number % TOPICS), content, "application/octet-stream").status();
    if (status / 100 != 2) {
      throw new IllegalStateException("update " + number + " was answered " + status);
    }
  }

  private void arrived(Update update) {
    long now = System.nanoTime();
    arrivedAt.putIfAbsent(Integer.parseInt(update.text().lines().findFirst().orElseThrow()), now);
  }

  private void awaitArrivals() {
    Awaitility.await().atMost(PATIENCE).until(() -> arrivedAt.size() == sentAt.size());
  }

  private interface Connection {
    void run(int number);
  }
}
