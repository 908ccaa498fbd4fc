package org.pushj.servlet.admin;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.publisher.Publisher;
import org.pushj.subscriber.Subscriber;

/**
 * The addresses of the page. A GET or HEAD shows something and never changes anything; all that
 * changes something, or asks somebody outside, is a POST.
 */
final class Routes {
  static final String STYLE = "style.css";

  private final Map<String, String> views = new LinkedHashMap<>();
  private final SubscriptionList subscriptions;
  private final SubscriptionPages pages;

  Routes(Subscriber subscriber, @Nullable Publisher publisher, InstantSource clock) {
    this.subscriptions = new SubscriptionList(subscriber, clock);
    this.pages = new SubscriptionPages(subscriber, clock);
    views.put(SubscriptionList.PATH, "Subscriptions");
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
    String first = path.isEmpty() ? "" : path.get(0);
    return switch (first + "/" + path.size()) {
      case SubscriptionList.PATH + "/1" -> get(request, () -> subscriptions.show(request));
      case SubscriptionList.PATH + "/2" -> subscription(request, path.get(1));
      default -> throw nothing();
    };
  }

  private View subscription(AdminRequest request, String name) {
    Optional<SubscriptionAction> action = SubscriptionAction.at(name);
    if (action.isPresent()) {
      return post(request, () -> pages.act(request, action.get()));
    }
    SubscriptionId id = id(name);
    return get(request, () -> pages.show(request, id));
  }

  private static SubscriptionId id(String name) {
    try {
      return SubscriptionId.of(name);
    } catch (IllegalArgumentException noId) {
      throw nothing();
    }
  }

  private static View get(AdminRequest request, Handler handler) {
    if (request.isPost()) {
      throw RefusedException.method("GET, HEAD");
    }
    return handler.view();
  }

  private static View post(AdminRequest request, Handler handler) {
    if (!request.isPost()) {
      throw RefusedException.method("POST");
    }
    return handler.view();
  }

  private static RefusedException nothing() {
    return RefusedException.notFound("There is nothing at this address.");
  }

  /** Answers one request. */
  private interface Handler {
    View view();
  }
}
