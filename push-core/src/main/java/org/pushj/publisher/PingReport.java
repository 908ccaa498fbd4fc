package org.pushj.publisher;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.pushj.Urls;
import org.pushj.base.BoundedMap;
import org.pushj.base.Texts;
import org.pushj.spi.QueuedPing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the log and the application's listener what became of pings. One line for what goes on for
 * long, however often the topic changes meanwhile, and for what fails together; the listener's own
 * failures end here. Safe for use by several threads.
 */
final class PingReport {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
  private static final int MAX_KNOWN = 10_000;

  private final Consumer<PublishOutcome> listener;

  /** Which topics a hub does not take, as the log knows already. */
  private final Map<String, Boolean> known = BoundedMap.inOrderOfUse(MAX_KNOWN);

  PingReport(Consumer<PublishOutcome> listener) {
    this.listener = listener;
  }

  /** Tells what became of the pings for one hub. */
  void settled(URI hub, List<PublishOutcome> outcomes) {
    boolean news = takeNote(outcomes);
    List<PublishOutcome> failed =
        outcomes.stream().filter(outcome -> !outcome.isSuccess()).toList();
    LOG.debug(
        "The hub {} took {} of {} pings",
        Urls.forMessage(hub),
        outcomes.size() - failed.size(),
        outcomes.size());
    if (!failed.isEmpty()) {
      LOG.atLevel(news ? Level.WARN : Level.DEBUG)
          .log(
              "The hub {} did not take {} of {} pings, that for {} first, and is told again"
                  + " later: {}",
              Urls.forMessage(hub),
              failed.size(),
              outcomes.size(),
              Urls.forMessage(failed.get(0).topic()),
              failed.get(0).problem().map(Throwable::getMessage).map(Texts::printable).orElse(""));
    }
    outcomes.forEach(this::tell);
  }

  /** Tells that a hub will not be told any more of a topic. */
  void parked(QueuedPing ping) {
    LOG.error(
        "The hub {} is not told of {} any more: ping {} is parked at attempt {}",
        Urls.forMessage(ping.hub()),
        Urls.forMessage(ping.topic()),
        ping.id(),
        ping.attempts());
  }

  /** Returns whether one of the outcomes is a failure that the log does not know of. */
  private synchronized boolean takeNote(List<PublishOutcome> outcomes) {
    boolean news = false;
    for (PublishOutcome outcome : outcomes) {
      String what = outcome.hub() + " " + outcome.topic();
      if (outcome.isSuccess()) {
        known.remove(what);
      } else {
        news |= known.put(what, true) == null;
      }
    }
    return news;
  }

  private void tell(PublishOutcome outcome) {
    try {
      listener.accept(outcome);
    } catch (RuntimeException e) {
      LOG.error("The listener of pings failed; the queue is as the outcome has it", e);
    }
  }
}
