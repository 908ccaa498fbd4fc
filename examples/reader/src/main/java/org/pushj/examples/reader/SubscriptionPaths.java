package org.pushj.examples.reader;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.examples.reader.page.LivePage;
import org.pushj.examples.reader.requests.Answers;
import org.pushj.examples.reader.requests.Form;
import org.pushj.examples.reader.requests.FormBody;
import org.pushj.examples.reader.requests.ListQuery;
import org.pushj.examples.reader.requests.Notice;
import org.pushj.examples.reader.requests.Problem;
import org.pushj.examples.reader.storage.Storage;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;

/** Answers requests below {@code /subscriptions}. */
final class SubscriptionPaths {
  /**
   * How many requests may wait for publishers and hubs; the remaining threads of the server answer
   * the others.
   */
  private static final int MAX_WAITING = 150;

  private final Subscriber subscriber;
  private final Storage storage;
  private final LivePage live;
  private final InstantSource clock;
  private final Semaphore slots = new Semaphore(MAX_WAITING);

  SubscriptionPaths(Subscriber subscriber, Storage storage, LivePage live, InstantSource clock) {
    this.subscriber = subscriber;
    this.storage = storage;
    this.live = live;
    this.clock = clock;
  }

  /** Lists the requested number; the Link header points to the next page, if any (RFC 8288). */
  void list(HttpServletRequest request, HttpServletResponse response, String none)
      throws IOException {
    Form parameters = Form.ofQuery(request);
    int limit = ListQuery.limit(parameters);
    SubscriptionQuery query = ListQuery.of(parameters);
    List<Subscription> found = read(storage.subscriptions(), query, limit);
    if (found.size() == limit) {
      SubscriptionQuery next = query.after(found.get(limit - 1));
      String address = ListQuery.address("/subscriptions", next) + "&limit=" + limit;
      response.setHeader("Link", "<" + address + ">; rel=\"next\"");
    }
    JsonArray rows = new JsonArray();
    found.forEach(subscription -> rows.add(row(subscription)));
    Answers.json(response, HttpServletResponse.SC_OK, rows);
  }

  void show(HttpServletRequest request, HttpServletResponse response, String id)
      throws IOException {
    Subscription found = subscriber.find(idOf(id)).orElseThrow(SubscriptionPaths::unknown);
    Answers.json(response, HttpServletResponse.SC_OK, row(found));
  }

  void add(HttpServletRequest request, HttpServletResponse response, String none)
      throws IOException {
    Optional<Form> form = FormBody.of(request);
    if (form.isEmpty()) {
      return;
    }
    SubscriptionRequest requested = SubscriptionForm.read(form.get());
    Subscription subscription = waiting(() -> subscriber.subscribe(requested));
    Answers.accepted(request, response, Notice.SUBSCRIBING, about(subscription));
  }

  void renew(HttpServletRequest request, HttpServletResponse response, String id)
      throws IOException {
    SubscriptionId known = idOf(id);
    Subscription renewed =
        waiting(() -> subscriber.renew(known)).orElseThrow(SubscriptionPaths::unknown);
    Answers.accepted(request, response, Notice.RENEWING, row(renewed));
  }

  /** Stores the intent to end a subscription; no answer of the hub revokes it. */
  void remove(HttpServletRequest request, HttpServletResponse response, String id)
      throws IOException {
    SubscriptionId known = idOf(id);
    if (!waiting(() -> subscriber.unsubscribe(known))) {
      throw unknown();
    }
    Answers.accepted(request, response, Notice.ENDING, onlyId(known));
  }

  /** Ends a subscription here at once, whatever its hub says. */
  void forget(HttpServletRequest request, HttpServletResponse response, String id)
      throws IOException {
    SubscriptionId known = idOf(id);
    if (!subscriber.forget(known)) {
      throw unknown();
    }
    live.showSubscriptions();
    Answers.accepted(request, response, Notice.FORGOTTEN, onlyId(known));
  }

  /**
   * Reads a number of subscriptions, page by page, since the store limits the page size.
   *
   * @param limit how many at most
   * @throws org.pushj.StoreException if the store failed
   */
  static List<Subscription> read(SearchableStore store, SubscriptionQuery first, int limit) {
    List<Subscription> found = new ArrayList<>();
    SubscriptionQuery query = first;
    List<Subscription> page;
    do {
      query = query.withLimit(Math.min(limit - found.size(), SubscriptionQuery.MAX_PAGE));
      page = store.list(query);
      found.addAll(page);
      query = page.isEmpty() ? query : query.after(page.get(page.size() - 1));
    } while (page.size() == query.limit() && found.size() < limit);
    return found;
  }

  /** Makes a call that waits for publishers or hubs, if a slot is free. */
  private <T> T waiting(Supplier<T> call) {
    if (!slots.tryAcquire()) {
      throw new Problem(
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "Too many requests are waiting for their hubs; try again in a moment.");
    }
    try {
      return call.get();
    } finally {
      slots.release();
      live.showSubscriptions();
    }
  }

  private JsonObject row(Subscription subscription) {
    JsonObject row = about(subscription);
    // A subscription that awaits verification has no lease.
    boolean pending = subscription.stateAt(clock.instant()) == SubscriptionState.PENDING;
    Instant ends = pending ? null : subscription.acceptedUntil();
    row.addProperty("leaseExpiresAt", ends == null ? null : ends.toString());
    return row;
  }

  private JsonObject about(Subscription subscription) {
    JsonObject json = new JsonObject();
    json.addProperty("id", subscription.id().toString());
    json.addProperty("topic", subscription.topic().toString());
    URI hub = subscription.hub();
    json.addProperty("hub", hub == null ? null : hub.toString());
    json.addProperty(
        "state", subscription.stateAt(clock.instant()).name().toLowerCase(Locale.ROOT));
    json.addProperty(
        "callback",
        subscription.registration().map(each -> each.callbackUrl().toString()).orElse(null));
    return json;
  }

  private static JsonObject onlyId(SubscriptionId id) {
    JsonObject json = new JsonObject();
    json.addProperty("id", id.toString());
    return json;
  }

  private static SubscriptionId idOf(String text) {
    try {
      return SubscriptionId.of(text);
    } catch (IllegalArgumentException noId) {
      throw unknown();
    }
  }

  private static Problem unknown() {
    return new Problem(HttpServletResponse.SC_NOT_FOUND, "There is no such subscription.");
  }
}
