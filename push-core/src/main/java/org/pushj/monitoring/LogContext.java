package org.pushj.monitoring;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.slf4j.MDC;

/**
 * Names the subscription and the host of the hub in the log lines of this thread (the MDC of
 * SLF4J), until it ends: then what was there before is back, so that no line of the application
 * after it has them. Used by the thread that began it.
 */
public final class LogContext {
  /** The key of the id of a subscription. */
  static final String SUBSCRIPTION = "push.subscription";

  /** The key of the host of a hub. */
  static final String HUB = "push.hub";

  private final @Nullable String formerSubscription = MDC.get(SUBSCRIPTION);
  private final @Nullable String formerHub = MDC.get(HUB);

  private LogContext(@Nullable SubscriptionId subscription, @Nullable URI hub) {
    set(SUBSCRIPTION, subscription == null ? null : subscription.toString());
    set(HUB, hub == null ? null : hub.getHost());
  }

  /** Begins with a subscription and a hub, either of which may be null. */
  public static LogContext begin(@Nullable SubscriptionId subscription, @Nullable URI hub) {
    return new LogContext(subscription, hub);
  }

  /** Ends it. */
  public void end() {
    set(SUBSCRIPTION, formerSubscription);
    set(HUB, formerHub);
  }

  private static void set(String key, @Nullable String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }
}
