package org.pushj.publisher;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.pushj.Urls;
import org.pushj.concurrent.BoundedMap;
import org.pushj.text.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reports the outcomes of queued pings to the log and to the application's listener. A failure is
 * logged once until the hub takes a ping for the topic again, and failures of one batch share a
 * line. What the listener throws is logged. Safe for use by several threads.
 */
final class PingReport {
  private static final Logger LOG = LoggerFactory.getLogger("org.pushj.publisher");
  private static final int MAX_KNOWN = 10_000;

  private final Consumer<PublishOutcome> listener;

  /** The hubs and topics whose failure is in the log already. */
  private final Map<String, Boolean> known = BoundedMap.inOrderOfUse(MAX_KNOWN);

  PingReport(Consumer<PublishOutcome> listener) {
    this.listener = listener;
  }

  void settled(URI hub, List<PublishOutcome> outcomes) {
    boolean isNew = noteFailures(outcomes);
    List<PublishOutcome> failed =
        outcomes.stream().filter(outcome -> !outcome.isSuccess()).toList();
    LOG.debug(
        "The hub {} took {} of {} pings",
        Urls.forMessage(hub),
        outcomes.size() - failed.size(),
        outcomes.size());
    if (!failed.isEmpty()) {
      LOG.atLevel(isNew ? Level.WARN : Level.DEBUG)
          .log(
              "The hub {} did not take {} of {} pings, the first one for {}; they are sent again"
                  + " later: {}",
              Urls.forMessage(hub),
              failed.size(),
              outcomes.size(),
              Urls.forMessage(failed.get(0).topic()),
              failed.get(0).problem().map(Throwable::getMessage).map(Texts::printable).orElse(""));
    }
    outcomes.forEach(this::notifyListener);
  }

  /** Returns whether one of the outcomes is a failure that is not in the log yet. */
  private synchronized boolean noteFailures(List<PublishOutcome> outcomes) {
    boolean isNew = false;
    for (PublishOutcome outcome : outcomes) {
      String key = outcome.hub() + " " + outcome.topic();
      if (outcome.isSuccess()) {
        known.remove(key);
      } else {
        isNew |= known.put(key, true) == null;
      }
    }
    return isNew;
  }

  private void notifyListener(PublishOutcome outcome) {
    try {
      listener.accept(outcome);
    } catch (RuntimeException e) {
      LOG.error("The listener of pings failed; the queue has recorded the outcome", e);
    }
  }
}
