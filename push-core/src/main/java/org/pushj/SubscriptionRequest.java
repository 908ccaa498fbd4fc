package org.pushj;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.text.Attributes;
import org.pushj.text.Texts;

/**
 * An application's request for a subscription. It is stored with the subscription, since every
 * renewal starts from it.
 *
 * @param resource the URL to subscribe to, as the user gave it, but {@linkplain Urls#normalized
 *     normalized}; its topic is found by discovery
 * @param hub the hub to use, without discovery and with the resource as the topic; null to discover
 *     topic and hub
 * @param lease the lease to request, in whole seconds from 1 to 2,147,483,647; null for the
 *     subscriber's default
 * @param signed whether to have content signed with a secret, if the hub can receive one securely
 * @param attributes values that the application attaches, by name; each {@link Update} and each
 *     event carries them. At most 4,000 characters in all
 * @since 0.1
 */
public record SubscriptionRequest(
    URI resource,
    @Nullable URI hub,
    @Nullable Duration lease,
    boolean signed,
    Map<String, String> attributes) {
  /**
   * The maximum length of a URL, in characters: the most that hubs accept and every store supports.
   */
  public static final int MAX_URL = 2048;

  /**
   * Checks the lengths, {@linkplain Urls#normalized normalizes} the URLs, and copies the
   * attributes.
   *
   * @throws IllegalArgumentException if the lease, a URL or the attributes exceed their limits, or
   *     a URL cannot be normalized. A resource of another scheme is left to discovery
   */
  public SubscriptionRequest {
    resource =
        Urls.isHttp(resource)
            ? Urls.normalized("resource", resource)
            : Texts.atMost("resource", resource, MAX_URL);
    if (hub != null) {
      hub = Urls.normalized("hub", hub);
    }
    if (lease != null) {
      Lease.checkedLength("lease", lease);
    }
    attributes = Attributes.checked(attributes);
  }

  /**
   * Returns a request with the defaults: discover the hub, request the default lease, have content
   * signed.
   *
   * @throws IllegalArgumentException if the resource is an http or https URL without a valid host,
   *     or longer than {@value #MAX_URL} characters
   */
  public static SubscriptionRequest of(URI resource) {
    return new SubscriptionRequest(resource, null, null, true, Map.of());
  }

  /**
   * Returns the request with a given hub, for publishers that advertise none.
   *
   * @throws IllegalArgumentException if the hub is not an http or https URL with a valid host, or
   *     longer than {@value #MAX_URL} characters
   */
  public SubscriptionRequest withHub(URI hub) {
    return new SubscriptionRequest(resource, hub, lease, signed, attributes);
  }

  /**
   * Returns the request with a given lease.
   *
   * @throws IllegalArgumentException if the lease exceeds its limits
   */
  public SubscriptionRequest withLease(Duration lease) {
    return new SubscriptionRequest(resource, hub, lease, signed, attributes);
  }

  /**
   * Returns the request without a secret: anyone who learns the callback URL can then forge
   * content.
   */
  public SubscriptionRequest unsigned() {
    return new SubscriptionRequest(resource, hub, lease, false, attributes);
  }

  /**
   * Returns the request with an attribute added or replaced.
   *
   * @throws IllegalArgumentException if the attributes are longer than their limit
   */
  public SubscriptionRequest withAttribute(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(name, value);
    return new SubscriptionRequest(resource, hub, lease, signed, more);
  }

  /**
   * Returns the text that identifies the subscription to this request: the resource, and the hub if
   * the request names one. The lease, the signing and the attributes are options of it: requests
   * that differ in nothing else have the same key, and the last caller's options count.
   */
  public String key() {
    return hub == null ? resource.toString() : resource + " " + hub;
  }
}
