package org.pushj.subscriber;

import java.net.URI;
import org.pushj.Urls;
import org.pushj.contact.HubEndpoints;
import org.pushj.settings.DeliverySettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a subscriber logs about its settings: warnings when it is built, and one line when it begins
 * to work. Safe for use by several threads.
 */
final class StartLog {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

  private final URI callbackBase;
  private final String store;
  private final String inbox;
  private final String urlPolicy;

  /** Copies the settings, and warns of those that are unsafe or have no effect. */
  StartLog(SubscriberBuilder settings, URI callbackBase) {
    this.callbackBase = callbackBase;
    this.store = nameOf(settings.store);
    this.inbox = settings.inbox == null ? "none" : nameOf(settings.inbox);
    this.urlPolicy =
        settings.transport == null
            ? settings.urlPolicy.toString()
            : "that of " + nameOf(settings.transport);
    if (!HubEndpoints.mayCarrySecret(callbackBase)) {
      LOG.warn(
          "The callback base {} is plain http: anyone on the way of a delivery can read it, learn"
              + " the callback URL, and forge content that is not signed; use https",
          Urls.forMessage(callbackBase));
    }
    if (settings.inbox == null && isForInbox(settings.deliveries)) {
      LOG.warn(
          "Delivery settings, such as attempts, have no effect without an inbox; set one, in"
              + " web.xml by the init parameter inbox of JpaConfigurer");
    }
  }

  /** Logs the settings, and who does the background work. */
  void working(String background) {
    LOG.info(
        "Subscriber is running: callback base {}, store {}, inbox {}, URL policy {}, background"
            + " work {}",
        Urls.forMessage(callbackBase),
        store,
        inbox,
        urlPolicy,
        background);
  }

  /** The executor may be meant for both listeners, and the store has its time limit in any case. */
  private static boolean isForInbox(DeliverySettings settings) {
    DeliverySettings.Builder defaults =
        DeliverySettings.builder().storeTimeout(settings.storeTimeout());
    if (settings.executor() != null) {
      defaults.executor(settings.executor());
    }
    return !settings.equals(defaults.build());
  }

  private static String nameOf(Object part) {
    String name = part.getClass().getSimpleName();
    return name.isEmpty() ? part.getClass().getName() : name;
  }
}
