package com.example.news;

import org.pushj.PushHealth;
import org.pushj.subscriber.Subscriber;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Shows the health of the subscriber among that of the application, with its reasons. Degraded is
 * still up: no balancer should take the application out of service because a hub fails.
 */
@Component
class PushHealthIndicator implements HealthIndicator {
  private final Subscriber subscriber;

  PushHealthIndicator(Subscriber subscriber) {
    this.subscriber = subscriber;
  }

  @Override
  public Health health() {
    PushHealth health = subscriber.operations().health();
    Health.Builder builder =
        health.status() == PushHealth.Status.DOWN ? Health.down() : Health.up();
    health.reasons().forEach(each -> builder.withDetail(each.kind().name(), each.text()));
    return builder.build();
  }
}
