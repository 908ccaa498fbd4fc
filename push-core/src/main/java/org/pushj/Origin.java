package org.pushj;

import java.net.URI;
import java.util.Map;
import org.pushj.base.Attributes;

/**
 * Where an update comes from: the subscription whose callback was called, as it was then. It need
 * not exist any more.
 *
 * @param subscription the id of the subscription
 * @param resource what the application had asked for
 * @param topic the topic at the hub
 * @param hub the hub
 * @param attributes what the application has attached: see {@link SubscriptionRequest#attributes()}
 * @since 0.1
 */
public record Origin(
    SubscriptionId subscription, URI resource, URI topic, URI hub, Map<String, String> attributes) {

  /**
   * Copies the attributes.
   *
   * @throws IllegalArgumentException if they are out of their limits
   */
  public Origin {
    attributes = Attributes.checked(attributes);
  }

  /** Returns the origin of what comes to this registration of a subscription. */
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
