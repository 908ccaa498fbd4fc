package org.pushj.examples.jakarta;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.Subscription;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;

/** What the application does with feeds. Thread-safe. */
@ApplicationScoped
public class Feeds {
  private volatile @Nullable Subscriber subscriber;

  @PersistenceContext(unitName = "news")
  private @Nullable EntityManager entities;

  /** Takes the subscriber of the callback servlet; null when it is closed. */
  void use(@Nullable Subscriber subscriber) {
    this.subscriber = subscriber;
  }

  /** Returns the subscriber, while there is one. */
  public Optional<Subscriber> subscriber() {
    return Optional.ofNullable(subscriber);
  }

  /** Follows a feed: the hub is asked after the commit, and never after a rollback. */
  @Transactional
  public void follow(URI feed) {
    started().subscribe(feed);
  }

  /** Asks for a new lease. */
  public void renew(URI feed) {
    each(feed).forEach(one -> started().renew(one.id()));
  }

  /** Follows a feed no more. */
  @Transactional
  public void leave(URI feed) {
    each(feed).forEach(one -> started().unsubscribe(one.id()));
  }

  /** Returns all subscriptions. */
  public List<Subscription> list() {
    return started().operations().list(SubscriptionQuery.all());
  }

  /** Returns all news, one a line. */
  @Transactional
  public List<String> news() {
    if (entities == null) {
      throw new IllegalStateException("the server has injected nothing");
    }
    return entities
        .createQuery("select news from News news", News.class)
        .getResultStream()
        .map(News::line)
        .toList();
  }

  private List<Subscription> each(URI feed) {
    return list().stream().filter(one -> one.request().resource().equals(feed)).toList();
  }

  private Subscriber started() {
    return subscriber()
        .orElseThrow(() -> new IllegalStateException("the servlet push has not started"));
  }
}
