package org.pushj.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Locale;
import java.util.Set;
import org.pushj.Update;
import org.pushj.UpdateListener;

/**
 * Wraps a listener and makes an observation of each call: {@code push.update}, for a received
 * {@link Update}. The trace continues from the {@code traceparent} of the hub's request into the
 * listener, even through an inbox, which keeps that header. No other header, such as {@code
 * baggage}, is passed to the trace. As thread-safe as the listener.
 *
 * <pre>{@code
 * Subscriber.builder().listener(new ObservedListener(listener, observations))
 * }</pre>
 *
 * @since 0.1
 */
public final class ObservedListener implements UpdateListener {
  /**
   * What names a trace, and no more: no signature covers headers, so baggage could be anybody's.
   */
  private static final Set<String> TRACE = Set.of("traceparent", "tracestate");

  private final UpdateListener listener;
  private final ObservationRegistry registry;
  private final HubTags hubs = new HubTags();

  /** Wraps a listener. */
  public ObservedListener(UpdateListener listener, ObservationRegistry registry) {
    this.listener = listener;
    this.registry = registry;
  }

  @Override
  public void onUpdate(Update update) throws Exception {
    Observation.createNotStarted("push.update", () -> received(update), registry)
        .lowCardinalityKeyValue("hub", hubs.of(update.origin().hub()).getValue())
        .highCardinalityKeyValue("subscription", update.origin().subscription().toString())
        .observeChecked(() -> listener.onUpdate(update));
  }

  private static ReceiverContext<Update> received(Update update) {
    ReceiverContext<Update> context =
        new ReceiverContext<>(
            (from, name) ->
                TRACE.contains(name.toLowerCase(Locale.ROOT))
                    ? from.headers().firstValue(name).orElse(null)
                    : null);
    context.setCarrier(update);
    context.setRemoteServiceName(String.valueOf(update.origin().hub().getHost()));
    return context;
  }

  @Override
  public boolean wantsOrder() {
    return listener.wantsOrder();
  }
}
