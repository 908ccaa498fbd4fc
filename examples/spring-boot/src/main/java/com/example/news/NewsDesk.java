package com.example.news;

import jakarta.persistence.EntityManager;
import java.net.URI;
import java.util.List;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.subscriber.Subscriber;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the application does with feeds. */
@Service
@Transactional
class NewsDesk {
  private final Subscriber subscriber;
  private final EntityManager entities;

  NewsDesk(Subscriber subscriber, EntityManager entities) {
    this.subscriber = subscriber;
    this.entities = entities;
  }

  /** Follows a feed: the hub is asked after the commit, and never after a rollback. */
  Subscription follow(URI feed) {
    return subscriber.subscribeLater(SubscriptionRequest.of(feed));
  }

  /** Returns the contents of all updates. */
  List<String> texts() {
    return entities.createQuery("select news.text from News news", String.class).getResultList();
  }
}
