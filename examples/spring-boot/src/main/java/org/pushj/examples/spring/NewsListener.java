package org.pushj.examples.spring;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.springframework.stereotype.Component;

/**
 * Stores each update once: the delivery is in a transaction of Spring, which takes the update out
 * of the inbox too.
 */
@Component
class NewsListener implements UpdateListener {
  @PersistenceContext private @Nullable EntityManager entities;

  @Override
  public void onUpdate(Update update) {
    entities().persist(new News(update.id().toString(), update.text()));
  }

  private EntityManager entities() {
    return Objects.requireNonNull(entities);
  }
}
