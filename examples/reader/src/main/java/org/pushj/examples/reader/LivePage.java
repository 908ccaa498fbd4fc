package org.pushj.examples.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the page true while somebody looks at it: new entries and changed subscriptions are sent to
 * every browser that listens, as server-sent events with the markup of the part. Safe for use by
 * several threads.
 */
final class LivePage implements SubscriptionListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);
  private static final int MOST_CLIENTS = 200;
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration COLLECTED = Duration.ofMillis(100);
  private static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);

  private final Page page;
  private final Storage storage;
  private final Entries entries;
  private final Set<EventClient> clients = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean changed = new AtomicBoolean();
  private final ScheduledExecutorService timer =
      new ScheduledThreadPoolExecutor(1, LivePage::thread, new ThreadPoolExecutor.DiscardPolicy());

  LivePage(Page page, Storage storage, Entries entries) {
    this.page = page;
    this.storage = storage;
    this.entries = entries;
    long beat = HEARTBEAT.toMillis();
    Runnable task = () -> attempt(this::beat);
    Future<?> unused = timer.scheduleWithFixedDelay(task, beat, beat, TimeUnit.MILLISECONDS);
  }

  /** Draws the page as it is now. */
  Html draw(Optional<Notice> notice) {
    return page.whole(storage.allSubscriptions(), entries.after(0), notice);
  }

  /**
   * Begins to send events.
   *
   * @param last the number of the newest entry that the browser has
   * @throws Problem if too many browsers listen already
   */
  void listen(HttpServletRequest request, HttpServletResponse response, long last)
      throws IOException {
    if (clients.size() >= MOST_CLIENTS) {
      throw new Problem(
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          MOST_CLIENTS + " browsers are listening already.");
    }
    response.setHeader("Content-Type", "text/event-stream;charset=UTF-8");
    AsyncContext exchange = request.startAsync();
    exchange.setTimeout(0);
    EventClient client = new EventClient(exchange, clients::remove);
    synchronized (entries) {
      clients.add(client);
      client.send(entriesEvent(entries.after(last)));
    }
    client.start();
    showSubscriptions();
  }

  /** Shows entries, the oldest first, where they are new. */
  void show(List<Entry> oldestFirst) {
    synchronized (entries) {
      Entries.Batch added = entries.add(oldestFirst);
      if (!added.newestFirst().isEmpty()) {
        send(entriesEvent(added));
      }
    }
  }

  /** Shows the subscriptions as they are, in a moment: changes come in groups. */
  void showSubscriptions() {
    if (changed.compareAndSet(false, true)) {
      Runnable task = () -> attempt(this::sendSubscriptions);
      Future<?> unused = timer.schedule(task, COLLECTED.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void onVerified(Subscription subscription) {
    showSubscriptions();
  }

  @Override
  public void onRenewed(Subscription subscription) {
    showSubscriptions();
  }

  @Override
  public void onDenied(Subscription subscription, String reason) {
    showSubscriptions();
  }

  @Override
  public void onFailed(Subscription subscription, HubException cause) {
    showSubscriptions();
  }

  @Override
  public void onExpired(Subscription subscription) {
    showSubscriptions();
  }

  @Override
  public void onUnsubscribed(Subscription subscription) {
    showSubscriptions();
  }

  /** Ends all connections. */
  @Override
  public void close() {
    timer.shutdown();
    clients.forEach(EventClient::end);
  }

  /** Keeps connections open, and the lengths of leases true. */
  private void beat() {
    send(COMMENT);
    showSubscriptions();
  }

  private void sendSubscriptions() {
    changed.set(false);
    if (!clients.isEmpty()) {
      send(event("subscriptions", "", page.subscriptions(storage.allSubscriptions())));
    }
  }

  /** Makes one step of the timer, which would stop for good at what it throws. */
  private static void attempt(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.warn("The page could not be kept up to date; it is with the next change", e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "reader-live-page");
    thread.setDaemon(true);
    return thread;
  }

  private void send(byte[] event) {
    clients.forEach(client -> client.send(event));
  }

  private byte[] entriesEvent(Entries.Batch batch) {
    return event("entries", "id: " + batch.last() + "\n", page.entries(batch.newestFirst()));
  }

  /** Writes an event as browsers read it; each line of the data has a name of its own. */
  private static byte[] event(String name, String id, Html data) {
    String lines = data.markup().lines().collect(Collectors.joining("\ndata: "));
    return (id + "event: " + name + "\ndata: " + lines + "\n\n").getBytes(UTF_8);
  }
}
