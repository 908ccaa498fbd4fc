package org.pushj.subscriber;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.WorkSettings;
import org.pushj.discovery.KnownHubs;
import org.pushj.spi.HubClient;
import org.pushj.spi.SignatureVerifier;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.work.HubCircuitBreakers;

/** What the parts of one subscriber share. Made by {@link Assembly}. */
record SubscriberContext(
    URI callbackBase,
    Intake intake,
    Announcer announcer,
    SubscriptionStore store,
    StoreCalls storeCalls,
    KnownHubs knownHubs,
    TopicDiscoverer discoverer,
    HubClient hubs,
    HubUrlCheck hubUrlCheck,
    SignatureVerifier signatures,
    RenewalPolicy renewals,
    Schedule schedule,
    HubChoice hubChoice,
    WorkSettings work,
    HubCircuitBreakers breakers,
    @Nullable Duration lease,
    @Nullable URI hub,
    int maxUpdateBytes,
    boolean tellsOfWrongSignatures,
    InstantSource clock,
    Counters counters) {

  /**
   * Returns the time to the millisecond: what every store can keep, so that what is read equals
   * what was written.
   */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  static URI callbackUrl(URI base, CallbackToken token) {
    return URI.create(base + token.value());
  }
}
