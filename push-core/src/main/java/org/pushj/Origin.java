package org.pushj;

import java.net.URI;
import java.util.Map;
import org.pushj.text.Attributes;

/**
 * The origin of an update: the subscription whose callback was called, as it was then. It may no
 * longer exist.
 *
 * @param subscription the id of the subscription
 * @param resource the resource that the application subscribed to
 * @param topic the topic at the hub
 * @param hub the hub
 * @param attributes the attributes of the application: see {@link SubscriptionRequest#attributes()}
 * @since 0.1
 */
public record Origin(
    SubscriptionId subscription, URI resource, URI topic, URI hub, Map<String, String> attributes) {

  /**
   * Copies the attributes.
   *
   * @throws IllegalArgumentException if they exceed their limits
   */
  public Origin {
    attributes = Attributes.checked(attributes);
  }

  /** Returns the origin of updates for this registration of a subscription. */
  public static Origin of(Subscription subscription, Registration registration) {
    SubscriptionRequest request = subscription.request();
    return new Origin(
        subscription.id(),
        request.resource(),
        registration.topic(),
        registration.hub(),
        request.attributes());
  }
}
