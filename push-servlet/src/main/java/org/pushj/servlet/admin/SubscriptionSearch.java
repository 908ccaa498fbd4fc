package org.pushj.servlet.admin;

import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.Urls;
import org.pushj.servlet.admin.html.SameTopic;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;

/**
 * One page of a search. It ends after a look at {@value #MOST} subscriptions or so, so that it
 * takes no time however many there are, and however few match: the next page goes on there. A whole
 * address, of a resource or a topic, is found at once by an index; the next page then begins to
 * search.
 *
 * @param page what is shown
 * @param next the id after which the next page begins; empty if this is the last one
 * @param isPart whether the search ended before the page was full, and before the end
 */
record SubscriptionSearch(List<Subscription> page, Optional<SubscriptionId> next, boolean isPart) {
  /** How many subscriptions are looked at for a page, about. */
  static final int MOST = 50_000;

  private static final int MAX_SAME_TOPIC = 20;

  /** Before all ids: where a search begins once the whole address was found. */
  private static final SubscriptionId BEGINNING = new SubscriptionId(new UUID(0, 0));

  /** Searches. */
  static SubscriptionSearch of(Subscriber subscriber, SubscriptionFilter filter, Instant now) {
    List<SubscriptionQuery> queries = filter.queries(now);
    List<Subscription> exact = exact(subscriber, filter, queries);
    if (!exact.isEmpty()) {
      return new SubscriptionSearch(exact, Optional.of(BEGINNING), true);
    }
    List<SubscriptionQuery.Page> found =
        queries.stream()
            .map(query -> subscriber.operations().look(query, MOST / queries.size()))
            .toList();
    // Beyond this, one of the queries has not looked.
    Optional<SubscriptionId> horizon =
        found.stream()
            .map(SubscriptionQuery.Page::next)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder());
    List<Subscription> matching =
        found.stream()
            .flatMap(each -> each.found().stream())
            .filter(each -> horizon.isEmpty() || each.id().compareTo(horizon.get()) <= 0)
            .sorted(Comparator.comparing(Subscription::id))
            .toList();
    boolean isFull = matching.size() > filter.size();
    List<Subscription> page = isFull ? matching.subList(0, filter.size()) : matching;
    Optional<SubscriptionId> next = isFull ? Optional.of(page.get(page.size() - 1).id()) : horizon;
    return new SubscriptionSearch(page, next, !isFull && horizon.isPresent());
  }

  /**
   * Finds the subscriptions whose resource or topic is exactly the address that is searched for: on
   * the first page only.
   */
  private static List<Subscription> exact(
      Subscriber subscriber, SubscriptionFilter filter, List<SubscriptionQuery> queries) {
    return address(filter.text()).filter(address -> filter.isFirstPage()).stream()
        .flatMap(
            address ->
                Stream.concat(
                    subscriber.find(SubscriptionRequest.of(address)).stream(),
                    subscriber
                        .operations()
                        .list(SubscriptionQuery.all().withTopic(address).withLimit(filter.size()))
                        .stream()))
        .distinct()
        .limit(filter.size())
        .filter(each -> queries.stream().anyMatch(query -> query.matches(each)))
        .toList();
  }

  /** Finds the subscriptions to a topic that other requests have led to. */
  static SameTopic sameTopic(Subscriber subscriber, URI topic, SubscriptionRequest request) {
    if (!subscriber.operations().isSearchable()) {
      return new SameTopic(List.of());
    }
    SubscriptionQuery query = SubscriptionQuery.all().withTopic(topic).withLimit(MAX_SAME_TOPIC);
    return new SameTopic(
        subscriber.operations().list(query).stream()
            .filter(each -> !each.request().key().equals(request.key()))
            .toList());
  }

  private static Optional<URI> address(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Urls.normalized("q", text));
    } catch (IllegalArgumentException part) {
      return Optional.empty();
    }
  }
}
