package org.pushj.hub;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushj.Lease;
import org.pushj.SubscriptionRequest;
import org.pushj.base.Numbers;
import org.pushj.spi.HubCredentials.Credentials;

/**
 * Builds a {@link HubProfile}. It comes from {@link HubProfile#toBuilder()}; the defaults are those
 * of {@link HubProfile#w3c()}. Used by one thread.
 *
 * @since 0.1
 */
public final class HubProfileBuilder {

  /**
   * What push itself sends, or leaves out: it could not check a verify token set by the
   * application.
   */
  private static final Set<String> OWN =
      Set.of(
          "hub.mode",
          "hub.topic",
          "hub.callback",
          "hub.verify",
          "hub.verify_token",
          "hub.lease_seconds",
          "hub.secret");

  List<String> verifyModes = List.of("async", "sync");
  Map<String, String> parameters = Map.of();
  Credentials credentials = Credentials.NONE;
  int maxCallback = SubscriptionRequest.MAX_URL;
  int maxTopic = SubscriptionRequest.MAX_URL;
  Duration minLease = Duration.ofSeconds(1);
  Duration maxLease = Duration.ofSeconds(Integer.MAX_VALUE);
  boolean noContentVerifies;
  boolean renewsUnderNewCallback;
  int topicsPerPing = 10;
  @Nullable FatPing fatPing;

  HubProfileBuilder() {}

  HubProfileBuilder(HubProfileBuilder settings) {
    this.verifyModes = settings.verifyModes;
    this.parameters = settings.parameters;
    this.credentials = settings.credentials;
    this.maxCallback = settings.maxCallback;
    this.maxTopic = settings.maxTopic;
    this.minLease = settings.minLease;
    this.maxLease = settings.maxLease;
    this.noContentVerifies = settings.noContentVerifies;
    this.renewsUnderNewCallback = settings.renewsUnderNewCallback;
    this.topicsPerPing = settings.topicsPerPing;
    this.fatPing = settings.fatPing;
  }

  /**
   * Sets the values of {@code hub.verify} (PubSubHubbub 0.3 section 6.1), in order. Default: {@code
   * async} and {@code sync}.
   *
   * @param modes one parameter is sent for each; with none, the parameter is left out
   */
  public HubProfileBuilder verifyModes(String... modes) {
    this.verifyModes = List.of(modes);
    return this;
  }

  /**
   * Sets additional parameters of requests to subscribe or unsubscribe, in the order of the map.
   * They follow the hub's redirects, so secrets belong in {@link #credentials} instead. Default:
   * none.
   *
   * @param parameters form parameters by name
   * @throws IllegalArgumentException if a name is one of the parameters of WebSub itself
   */
  public HubProfileBuilder parameters(Map<String, String> parameters) {
    for (String name : parameters.keySet()) {
      if (OWN.contains(name)) {
        throw new IllegalArgumentException("parameters: " + name + " is reserved for push itself");
      }
    }
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    return this;
  }

  /**
   * Sets the credentials sent with each request, including pings. They are sent over https or to a
   * loopback address only, and to no other origin that the hub redirects to. Default: none.
   */
  public HubProfileBuilder credentials(Credentials credentials) {
    this.credentials = credentials;
    return this;
  }

  /**
   * Sets the longest {@code hub.callback} that the hub accepts. Default: {@value
   * SubscriptionRequest#MAX_URL}.
   *
   * @param characters 1 or more
   */
  public HubProfileBuilder maxCallback(int characters) {
    this.maxCallback = Numbers.atLeastOne("maxCallback", characters);
    return this;
  }

  /**
   * Sets the longest {@code hub.topic} that the hub accepts. Default: {@value
   * SubscriptionRequest#MAX_URL}.
   *
   * @param characters 1 or more
   */
  public HubProfileBuilder maxTopic(int characters) {
    this.maxTopic = Numbers.atLeastOne("maxTopic", characters);
    return this;
  }

  /**
   * Sets the range of leases that the hub is asked for. A lease outside the range is replaced by
   * the nearest limit. Default: 1 to 2,147,483,647 seconds.
   *
   * @param shortest whole seconds, 1 or more
   * @param longest whole seconds up to 2,147,483,647, at least the shortest
   * @throws IllegalArgumentException if a limit is out of range, or shortest is longer than longest
   */
  public HubProfileBuilder leases(Duration shortest, Duration longest) {
    Lease.checkedLength("shortest", shortest);
    Lease.checkedLength("longest", longest);
    if (shortest.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "shortest must be at most longest, " + longest + ", was " + shortest);
    }
    this.minLease = shortest;
    this.maxLease = longest;
    return this;
  }

  /**
   * Sets whether the answer 204 to a request to subscribe activates the subscription. Only for hubs
   * that never call the callback: with others the verification does, which alone proves that they
   * reach it. Default: no.
   */
  public HubProfileBuilder noContentVerifies(boolean verifies) {
    this.noContentVerifies = verifies;
    return this;
  }

  /**
   * Sets whether an active subscription must be renewed under a new callback URL. Default: no, the
   * callback and the secret stay the same.
   */
  public HubProfileBuilder renewsUnderNewCallback(boolean renews) {
    this.renewsUnderNewCallback = renews;
    return this;
  }

  /**
   * Sets how many topics a ping names at most. PubSubHubbub 0.3 (section 7.1) allows {@code
   * hub.url} to be repeated. Many hubs written in PHP or Ruby read only one of them, and their
   * answer does not tell: set 1 for these. Default: 10.
   *
   * @param topics 1 or more
   */
  public HubProfileBuilder topicsPerPing(int topics) {
    this.topicsPerPing = Numbers.atLeastOne("topicsPerPing", topics);
    return this;
  }

  /**
   * Sets how the hub accepts the content of a topic in a ping. Default: not at all, it fetches the
   * topic.
   */
  public HubProfileBuilder fatPing(FatPing fatPing) {
    this.fatPing = fatPing;
    return this;
  }

  /** Builds the profile. */
  public HubProfile build() {
    return new HubProfile(this);
  }
}
