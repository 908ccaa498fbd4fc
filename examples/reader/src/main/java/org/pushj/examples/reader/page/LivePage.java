package org.pushj.examples.reader.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.pushj.PushException;
import org.pushj.Subscription;
import org.pushj.SubscriptionListener;
import org.pushj.examples.reader.feeds.Entry;
import org.pushj.examples.reader.requests.Notice;
import org.pushj.examples.reader.requests.Problem;
import org.pushj.examples.reader.storage.Storage;
import org.pushj.examples.reader.text.Html;
import org.pushj.spi.SubscriptionQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps open pages up to date: new entries and changed subscriptions are sent to every connected
 * browser, as server-sent events with the markup of the part. Thread-safe.
 */
public final class LivePage implements SubscriptionListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);
  private static final int MAX_CLIENTS = 200;
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** The pause between two reads of the lists: changes come in bursts. */
  private static final Duration REFRESH_INTERVAL = Duration.ofMillis(250);

  private static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);

  private final Page page;
  private final Storage storage;
  private final Entries entries;
  private final Map<EventClient, LiveList> clients = new ConcurrentHashMap<>();

  /** With two threads, so that connections are kept open while the storage is slow. */
  private final ScheduledExecutorService timer =
      new ScheduledThreadPoolExecutor(2, LivePage::thread, new ThreadPoolExecutor.DiscardPolicy());

  /** Makes a page without entries. */
  public LivePage(Storage storage, InstantSource clock) {
    this.page = new Page(clock);
    this.storage = storage;
    this.entries = new Entries(clock.millis());
    every(HEARTBEAT, this::heartbeat);
    every(REFRESH_INTERVAL, this::refreshLists);
  }

  /**
   * Renders the current page.
   *
   * @param query the subscriptions to show
   * @throws org.pushj.StoreException if the subscriptions cannot be read
   */
  Html render(SubscriptionQuery query, Optional<Notice> notice) {
    Html list = page.subscriptions(Listing.read(storage.subscriptions(), query));
    return page.whole(query, list, entries.after(0), notice);
  }

  /**
   * Renders the page without its subscriptions. A connected browser gets them as soon as they can
   * be read.
   */
  Html renderWithoutSubscriptions(SubscriptionQuery query, Notice why) {
    return page.whole(query, new Html(""), entries.after(0), Optional.of(why));
  }

  /**
   * Starts sending events.
   *
   * @param last the number of the newest entry that the browser has
   * @param query the subscriptions that it shows
   * @throws Problem if too many browsers are connected
   */
  void listen(
      HttpServletRequest request, HttpServletResponse response, long last, SubscriptionQuery query)
      throws IOException {
    if (clients.size() >= MAX_CLIENTS) {
      throw new Problem(
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          MAX_CLIENTS + " browsers are connected already.");
    }
    response.setHeader("Content-Type", "text/event-stream;charset=UTF-8");
    AsyncContext exchange = request.startAsync();
    exchange.setTimeout(0);
    EventClient client = new EventClient(exchange, clients::remove);
    synchronized (entries) {
      join(client, query);
      client.send(entriesEvent(entries.after(last)));
    }
    client.start();
  }

  /** Shows entries, the oldest first, unless they are shown already. */
  public void show(List<Entry> oldestFirst) {
    synchronized (entries) {
      Entries.Batch added = entries.add(oldestFirst);
      if (!added.newestFirst().isEmpty()) {
        send(entriesEvent(added));
      }
    }
  }

  /** Updates all shown subscriptions at the next refresh. */
  public void showSubscriptions() {
    clients.values().forEach(LiveList::refresh);
  }

  private void changed(Subscription subscription) {
    clients.values().forEach(list -> list.changed(subscription));
  }

  @Override
  public void onVerified(Subscription subscription) {
    changed(subscription);
  }

  @Override
  public void onRenewed(Subscription subscription) {
    changed(subscription);
  }

  @Override
  public void onDenied(Subscription subscription, String reason) {
    changed(subscription);
  }

  @Override
  public void onFailed(Subscription subscription, PushException cause) {
    changed(subscription);
  }

  @Override
  public void onUnverified(Subscription subscription) {
    changed(subscription);
  }

  @Override
  public void onGivenUp(Subscription subscription) {
    changed(subscription);
  }

  @Override
  public void onExpired(Subscription subscription) {
    changed(subscription);
  }

  @Override
  public void onUnsubscribed(Subscription subscription) {
    changed(subscription);
  }

  /** Closes all connections. */
  @Override
  public void close() {
    timer.shutdown();
    clients.keySet().forEach(EventClient::end);
  }

  /** Keeps connections open, and the remaining lease times up to date. */
  private void heartbeat() {
    send(COMMENT);
    showSubscriptions();
  }

  /** Assigns a list to a browser: one that others are viewing too, if there is one. */
  private void join(EventClient client, SubscriptionQuery query) {
    LiveList list =
        clients.values().stream()
            .filter(each -> each.query().equals(query))
            .findAny()
            .orElseGet(() -> new LiveList(query));
    clients.put(client, list);
    list.sendAgain();
  }

  private void refreshLists() {
    // Marks are cleared first: if the storage is down, the first read fails and the others wait.
    List<LiveList> due = clients.values().stream().distinct().filter(LiveList::takeDue).toList();
    due.forEach(this::refresh);
  }

  private void refresh(LiveList list) {
    Listing listing = Listing.read(storage.subscriptions(), list.query());
    Html markup = page.subscriptions(listing);
    if (list.show(listing, markup.markup())) {
      byte[] event = event("subscriptions", "", markup);
      clients.forEach(
          (client, its) -> {
            if (its == list) {
              client.send(event);
            }
          });
    }
  }

  private void every(Duration interval, Runnable step) {
    Runnable task = () -> attempt(step);
    long millis = interval.toMillis();
    Future<?> unused = timer.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Runs one step of the timer, which would stop for good at an exception. */
  private static void attempt(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.warn("Cannot update the page; retrying in a few seconds", e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "reader-live-page");
    thread.setDaemon(true);
    return thread;
  }

  private void send(byte[] event) {
    clients.keySet().forEach(client -> client.send(event));
  }

  private byte[] entriesEvent(Entries.Batch batch) {
    return event("entries", "id: " + batch.last() + "\n", page.entries(batch.newestFirst()));
  }

  /** Formats a server-sent event; each line of the data has its own field name. */
  private static byte[] event(String name, String id, Html data) {
    String lines = data.markup().lines().collect(Collectors.joining("\ndata: "));
    return (id + "event: " + name + "\ndata: " + lines + "\n\n").getBytes(UTF_8);
  }
}
