package org.pushj.examples.jakarta;

// START SNIPPET: listener
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pushj.Update;
import org.pushj.UpdateId;
import org.pushj.UpdateListener;

/**
 * Stores each update exactly once: the delivery is in a transaction of JTA, which takes the update
 * out of the inbox too. Content that begins with "flaky" shows it: the first attempt fails after
 * its writing. Thread-safe.
 */
@ApplicationScoped
public class NewsListener implements UpdateListener {
  private final Set<UpdateId> failed = ConcurrentHashMap.newKeySet();

  @PersistenceContext(unitName = "news")
  private @Nullable EntityManager entities;

  @Override
  public void onUpdate(Update update) {
    String thread = Thread.currentThread().getName();
    entities().persist(new News(update.id().toString(), update.text(), thread));
    entities().flush();
    if (update.text().startsWith("flaky") && failed.add(update.id())) {
      throw new IllegalStateException("failed after writing, as this content asks for");
    }
  }

  private EntityManager entities() {
    if (entities == null) {
      throw new IllegalStateException("the server has injected nothing");
    }
    return entities;
  }
}
// END SNIPPET: listener
