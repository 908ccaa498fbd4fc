package org.pushj.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Locale;
import java.util.Set;
import org.pushj.Update;
import org.pushj.UpdateListener;

/**
 * Goes before a listener, and makes an observation of each call: {@code push.update}, of an {@link
 * Update} that was received. So a trace goes on from the {@code traceparent} of the hub's request
 * into the listener, through an inbox too: the header is kept there. No other header is given to
 * the trace, such as {@code baggage}. As thread-safe as the listener.
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

  /** Goes before a listener. */
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
