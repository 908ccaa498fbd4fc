package org.pushj.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pushj.Origin;
import org.pushj.Update;
import org.pushj.UpdateId;
import org.pushj.UpdateListener;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.tck.HubRequest;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SubscriptionBuilder;

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
  @SuppressWarnings("unchecked")
  void trace_isGivenNoOtherHeader_sinceAnyoneCanSendOne() throws Exception {
    Update update =
        new Update(
            UpdateId.next(ManualClock.START),
            Origin.of(
                SubscriptionBuilder.active().build(),
                SubscriptionBuilder.active().build().registration().orElseThrow()),
            HttpHeaders.of(
                Map.of("traceparent", List.of(PARENT), "baggage", List.of("tenant=evil")),
                (name, value) -> true),
            List.of(),
            new byte[0],
            null,
            ManualClock.START);
    List<String> given = new ArrayList<>();
    UpdateListener propagator =
        received -> {
          ReceiverContext<Update> context =
              (ReceiverContext<Update>) registry.getCurrentObservation().getContext();
          given.add(context.getGetter().get(received, "Traceparent"));
          given.add(context.getGetter().get(received, "baggage"));
        };
    new ObservedListener(propagator, registry).onUpdate(update);
    assertThat(given).containsExactly(PARENT, null);
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
