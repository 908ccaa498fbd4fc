package org.pushj.examples.publisher;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.pushj.Urls;
import org.pushj.publisher.PublishOutcome;
import org.pushj.publisher.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the hubs of changes, on a thread of its own: whoever makes a change never waits for a hub.
 * What changes while the hubs are being told goes into the next notice, once.
 */
final class Announcer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Announcer.class);

  private final Set<URI> waiting = new LinkedHashSet<>();
  private final Publisher publisher;

  /** One job that waits is enough, since it takes all that waits; after the end none is taken. */
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(1),
          Announcer::newThread,
          new DiscardPolicy());

  Announcer(Publisher publisher) {
    this.publisher = publisher;
  }

  /** Tells the hubs soon that these topics have changed. Returns at once. */
  void announce(Collection<URI> topics) {
    synchronized (waiting) {
      waiting.addAll(topics);
    }
    thread.execute(this::tell);
  }

  /** Gives up what waits. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void tell() {
    List<URI> topics = takeWaiting();
    if (topics.isEmpty()) {
      return;
    }
    for (PublishOutcome outcome : publisher.publish(topics)) {
      String hub = Urls.forMessage(outcome.hub());
      outcome
          .problem()
          .ifPresentOrElse(
              problem -> log.warn("Not told of {}: {}", topics, problem.getMessage()),
              () -> log.info("Told {} of {}", hub, topics));
    }
  }

  private List<URI> takeWaiting() {
    synchronized (waiting) {
      List<URI> topics = List.copyOf(waiting);
      waiting.clear();
      return topics;
    }
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "publisher-announce");
    thread.setDaemon(true);
    return thread;
  }
}
