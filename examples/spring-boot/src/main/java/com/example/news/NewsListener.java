package com.example.news;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.springframework.stereotype.Component;

/**
 * Stores each update exactly once: it is called in a transaction of Spring, which also takes the
 * update out of the inbox.
 */
@Component
class NewsListener implements UpdateListener {
  @PersistenceContext private EntityManager entities;

  @Override
  public void onUpdate(Update update) {
    entities.persist(new News(update.id().toString(), update.text()));
  }
}
