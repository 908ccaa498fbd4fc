package org.pushj.examples.jakarta;

// START SNIPPET: health
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;
import org.pushj.PushHealth;

/** Whether updates are taken: what is degraded is reported, and still up. */
@Readiness
@ApplicationScoped
public class PushReadiness implements HealthCheck {
  @Inject private @Nullable Feeds feeds;

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("push");
    Optional<PushHealth> known =
        Optional.ofNullable(feeds)
            .flatMap(Feeds::subscriber)
            .map(each -> each.operations().health());
    if (known.isEmpty()) {
      return response.down().build();
    }
    PushHealth health = known.get();
    health.reasons().forEach(each -> response.withData(each.kind().name(), each.text()));
    return response.status(health.status() != PushHealth.Status.DOWN).build();
  }
}
// END SNIPPET: health
