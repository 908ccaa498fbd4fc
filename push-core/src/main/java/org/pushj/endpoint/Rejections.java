package org.pushj.endpoint;

import org.pushj.Registration;
import org.pushj.Rejection;
import org.pushj.Subscription;
import org.pushj.lifecycle.Announcer;
import org.pushj.monitoring.Counters;
import org.pushj.spi.Monitor;

/** Tells all who want to know of deliveries without a right signature. */
public record Rejections(Announcer announcer, Counters counters, Monitor monitor) {

  void add(Subscription subscription, Registration at, Rejection why) {
    counters.rejected.increment();
    monitor.rejected(at.hub(), why);
    announcer.rejected(subscription, why);
  }
}
