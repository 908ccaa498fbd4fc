package org.pushj.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.tck.HubRequest;

/** Traces go on from the hub's request, through the inbox, into the listener. */
class ObservedListenerTest {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final ObservationRegistry registry = ObservationRegistry.create();
  private final Received received = new Received();

  ObservedListenerTest() {
    registry.observationConfig().observationHandler(received);
  }

  @Test
  void listener_runsWithinAnObservation_thatGoesOnFromTheRequestOfTheHub() {
    List<String> seen = new ArrayList<>();
    UpdateListener own =
        update -> seen.add(registry.getCurrentObservation().getContext().getName());
    try (MeteredWorld world = world(own)) {
      world.subscribe();
      HubRequest request = world.lastRequest();
      world
          .hub
          .delivery(request)
          .content("news".getBytes(UTF_8), "text/plain")
          .header("traceparent", PARENT)
          .header("tracestate", "vendor=1")
          .send();
      assertThat(received.events).isEmpty();
      world.subscriber.runDueWork();
    }
    assertThat(seen).containsExactly("push.update");
    assertThat(received.events)
        .containsExactly("start " + PARENT + " vendor=1 from 127.0.0.1", "stop");
    assertThat(registry.getCurrentObservation()).isNull();
  }

  @Test
  void observation_hasTheFailureOfTheListener() {
    try (MeteredWorld world =
        world(
            update -> {
              throw new IllegalStateException("full");
            })) {
      world.subscribe();
      world.deliver("news");
      world.subscriber.runDueWork();
    }
    assertThat(received.events)
        .containsExactly("start null null from 127.0.0.1", "error full", "stop");
  }

  @Test
  void order_isThatOfTheListener() {
    UpdateListener ordered =
        new UpdateListener() {
          @Override
          public void onUpdate(Update update) {}

          @Override
          public boolean wantsOrder() {
            return true;
          }
        };
    assertThat(new ObservedListener(ordered, registry).wantsOrder()).isTrue();
    assertThat(new ObservedListener(update -> {}, registry).wantsOrder()).isFalse();
  }

  private MeteredWorld world(UpdateListener listener) {
    return new MeteredWorld(
        new SimpleMeterRegistry(),
        new InMemorySubscriptionStore(),
        settings -> settings.listener(new ObservedListener(listener, registry)));
  }

  /** Does what a tracer does: takes the parent out of the carrier. */
  private static final class Received implements ObservationHandler<ReceiverContext<Update>> {
    private final List<String> events = new ArrayList<>();

    @Override
    public void onStart(ReceiverContext<Update> context) {
      Update update = context.getCarrier();
      events.add(
          "start %s %s from %s"
              .formatted(
                  context.getGetter().get(update, "traceparent"),
                  context.getGetter().get(update, "tracestate"),
                  context.getRemoteServiceName()));
    }

    @Override
    public void onError(ReceiverContext<Update> context) {
      events.add("error " + context.getError().getMessage());
    }

    @Override
    public void onStop(ReceiverContext<Update> context) {
      events.add("stop");
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return context instanceof ReceiverContext;
    }
  }
}
