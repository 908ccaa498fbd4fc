package org.pushj.servlet.admin;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.publisher.Publisher;
import org.pushj.servlet.admin.html.PageLinks;
import org.pushj.servlet.admin.html.RowAction;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.SearchableStore;
import org.pushj.subscriber.Subscriber;

/**
 * The addresses of the page. A GET or HEAD shows something and never changes anything; all that
 * changes something, or asks somebody outside, is a POST.
 */
final class Routes {
  private final Map<String, String> views = new LinkedHashMap<>();
  private final Subscriber subscriber;
  private final Overview overview;
  private final SubscriptionList subscriptions;
  private final SubscriptionPages subscription;
  private final DiagnosisPage diagnosis;
  private final SubscribePages subscribe;
  private final Optional<InboxPages> inbox;
  private final Optional<PingPages> pings;

  Routes(Subscriber subscriber, @Nullable Publisher publisher, InstantSource clock) {
    this.subscriber = subscriber;
    this.overview = new Overview(subscriber, publisher, clock);
    this.subscriptions = new SubscriptionList(subscriber, clock);
    this.subscription = new SubscriptionPages(subscriber, clock);
    this.diagnosis = new DiagnosisPage(subscriber, clock);
    this.subscribe = new SubscribePages(subscriber, clock);
    this.inbox =
        subscriber
            .operations()
            .inbox()
            .filter(ManageableInbox.class::isInstance)
            .map(there -> new InboxPages((ManageableInbox) there, clock));
    this.pings =
        Optional.ofNullable(publisher)
            .filter(there -> there.queue() instanceof ManageableQueue)
            .map(there -> new PingPages(there, clock));
    views.put("", "Overview");
    views.put(PageLinks.SUBSCRIPTIONS, "Subscriptions");
    subscriber.operations().inbox().ifPresent(there -> views.put(PageLinks.INBOX, "Inbox"));
    if (publisher != null) {
      views.put(PageLinks.PINGS, "Pings");
    }
    views.put(PageLinks.SUBSCRIBE, "Subscribe");
  }

  /** Returns the addresses and names of the views that there are. */
  Map<String, String> views() {
    return views;
  }

  /**
   * Answers a request.
   *
   * @throws RefusedException if there is nothing at this address, or not for this method
   */
  View answer(AdminRequest request) {
    List<String> path = request.path();
    if (path.isEmpty()) {
      return get(request, () -> overview.show(request));
    }
    List<String> rest = path.subList(1, path.size());
    return switch (path.get(0)) {
      case PageLinks.SUBSCRIPTIONS -> subscriptions(request, rest);
      case PageLinks.SUBSCRIBE -> subscribe(request, rest);
      case PageLinks.INBOX -> inbox(request, inbox.orElseThrow(this::noInbox), rest);
      case PageLinks.PINGS -> pings(request, pings.orElseThrow(this::noPings), rest);
      default -> throw nothing();
    };
  }

  private View subscriptions(AdminRequest request, List<String> path) {
    if (path.isEmpty()) {
      requireSearchable();
      return get(request, () -> subscriptions.show(request));
    }
    Optional<SubscriptionAction> action = action(SubscriptionAction.values(), path);
    if (action.isPresent()) {
      return post(request, () -> subscription.act(request, action.get()));
    }
    Optional<SubscriptionAction> forAll =
        SubscriptionAction.FOR_ALL.stream()
            .filter(each -> List.of(each.pathForAll()).equals(path))
            .findFirst();
    if (forAll.isPresent()) {
      requireSearchable();
      return post(request, () -> subscriptions.act(request, forAll.get()));
    }
    boolean isDiagnosis = path.size() == 2 && path.get(1).equals(PageLinks.DIAGNOSIS);
    SubscriptionId id = id(path, isDiagnosis ? 2 : 1, SubscriptionId::of);
    if (isDiagnosis && !request.isPost()) {
      throw diagnosis.howToAsk(request, id);
    }
    return isDiagnosis
        ? diagnosis.show(request, id)
        : get(request, () -> subscription.show(request, id));
  }

  private void requireSearchable() {
    if (!subscriber.operations().isSearchable()) {
      throw RefusedException.unsupported("store", SearchableStore.class);
    }
  }

  private RefusedException noInbox() {
    return subscriber.operations().inbox().isPresent()
        ? RefusedException.unsupported("inbox", ManageableInbox.class)
        : nothing();
  }

  private RefusedException noPings() {
    return views.containsKey(PageLinks.PINGS)
        ? RefusedException.unsupported("queue", ManageableQueue.class)
        : nothing();
  }

  private View subscribe(AdminRequest request, List<String> path) {
    if (!path.isEmpty()) {
      throw nothing();
    }
    return request.isPost() ? subscribe.submit(request) : subscribe.show(request);
  }

  private static View inbox(AdminRequest request, InboxPages inbox, List<String> path) {
    if (path.isEmpty()) {
      return get(request, () -> inbox.show(request));
    }
    Optional<QueueAction> action = action(QueueAction.values(), path);
    if (action.isPresent()) {
      return post(request, () -> inbox.act(request, action.get()));
    }
    boolean isContent = path.size() == 2 && path.get(1).equals("content");
    UpdateId id = id(path, isContent ? 2 : 1, UpdateId::of);
    return get(request, () -> isContent ? inbox.content(request, id) : inbox.show(request, id));
  }

  private static View pings(AdminRequest request, PingPages pings, List<String> path) {
    if (path.isEmpty()) {
      return get(request, () -> pings.show(request));
    }
    Optional<QueueAction> action = action(QueueAction.values(), path);
    if (action.isPresent()) {
      return post(request, () -> pings.act(request, action.get()));
    }
    PingId id = id(path, 1, PingId::of);
    return get(request, () -> pings.show(request, id));
  }

  private static <A extends RowAction> Optional<A> action(A[] actions, List<String> path) {
    return Arrays.stream(actions).filter(each -> List.of(each.path()).equals(path)).findFirst();
  }

  private static <T> T id(List<String> path, int parts, Function<String, T> parser) {
    try {
      if (path.size() == parts) {
        return parser.apply(path.get(0));
      }
    } catch (IllegalArgumentException noId) {
      // So it is no address.
    }
    throw nothing();
  }

  private static View get(AdminRequest request, Supplier<View> view) {
    if (request.isPost()) {
      throw RefusedException.method("GET, HEAD");
    }
    return view.get();
  }

  private static View post(AdminRequest request, Supplier<View> view) {
    if (!request.isPost()) {
      throw RefusedException.method("POST");
    }
    return view.get();
  }

  private static RefusedException nothing() {
    return RefusedException.notFound("There is nothing at this address.");
  }
}
