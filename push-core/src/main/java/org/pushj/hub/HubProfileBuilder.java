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
  private static final Duration MAX_LEASE = Duration.ofSeconds(Integer.MAX_VALUE);
  private static final int TOPICS_PER_PING = 10;

  /**
   * What push sends, and what it leaves out: it could not tell whether a token of others came back.
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
  Duration maxLease = MAX_LEASE;
  boolean noContentVerifies;
  boolean renewsUnderNewCallback;
  int topicsPerPing = TOPICS_PER_PING;
  @Nullable FatPing fatPing;

  HubProfileBuilder() {}

  HubProfileBuilder(HubProfile profile) {
    this.verifyModes = profile.verifyModes();
    this.parameters = profile.parameters();
    this.credentials = profile.credentials();
    this.maxCallback = profile.maxCallback();
    this.maxTopic = profile.maxTopic();
    this.minLease = profile.minLease();
    this.maxLease = profile.maxLease();
    this.noContentVerifies = profile.noContentVerifies();
    this.renewsUnderNewCallback = profile.renewsUnderNewCallback();
    this.topicsPerPing = profile.topicsPerPing();
    this.fatPing = profile.fatPing().orElse(null);
  }

  /**
   * Sets the values of {@code hub.verify} (PubSubHubbub 0.3 section 6.1), in their order. Default:
   * {@code async} and {@code sync}.
   *
   * @param modes one parameter is sent for each; none sends no such parameter
   */
  public HubProfileBuilder verifyModes(String... modes) {
    this.verifyModes = List.of(modes);
    return this;
  }

  /**
   * Sets what else is sent with each request to subscribe or unsubscribe, in the order of the map.
   * It follows the hub's redirects, so what is secret belongs into {@link #credentials} instead.
   * Default: nothing.
   *
   * @param parameters form parameters by name
   * @throws IllegalArgumentException if a name is one of the parameters of WebSub itself
   */
  public HubProfileBuilder parameters(Map<String, String> parameters) {
    for (String name : parameters.keySet()) {
      if (OWN.contains(name)) {
        throw new IllegalArgumentException(
            "parameters: " + name + " is for push itself to send or to leave out");
      }
    }
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    return this;
  }

  /**
   * Sets what the hub is shown with each request, publish requests too. It goes over https or to a
   * loopback address only, and to no other origin that the hub redirects to. Default: nothing.
   */
  public HubProfileBuilder credentials(Credentials credentials) {
    this.credentials = credentials;
    return this;
  }

  /**
   * Sets the longest {@code hub.callback} that the hub takes. Default: {@value
   * SubscriptionRequest#MAX_URL}.
   *
   * @param characters 1 or more
   */
  public HubProfileBuilder maxCallback(int characters) {
    this.maxCallback = atLeastOne("maxCallback", characters);
    return this;
  }

  /**
   * Sets the longest {@code hub.topic} that the hub takes. Default: {@value
   * SubscriptionRequest#MAX_URL}.
   *
   * @param characters 1 or more
   */
  public HubProfileBuilder maxTopic(int characters) {
    this.maxTopic = atLeastOne("maxTopic", characters);
    return this;
  }

  /**
   * Sets the leases that the hub may be asked for. What is asked for beyond is brought within;
   * where no lease is asked for, none is. Default: 1 to 2,147,483,647 seconds.
   *
   * @param shortest whole seconds, 1 or more
   * @param longest whole seconds up to 2,147,483,647, at least the shortest
   * @throws IllegalArgumentException if a lease is out of these limits
   */
  public HubProfileBuilder leases(Duration shortest, Duration longest) {
    Lease.checkedLength("shortest", shortest);
    Lease.checkedLength("longest", longest);
    if (shortest.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "shortest: at most longest, " + longest + ", is possible, not " + shortest);
    }
    this.minLease = shortest;
    this.maxLease = longest;
    return this;
  }

  /**
   * Sets whether the answer 204 to a request to subscribe makes the subscription active. Only for
   * hubs that never look at the callback: with others the GET that they send does, which alone
   * proves that they reach it. Default: no.
   */
  public HubProfileBuilder noContentVerifies(boolean verifies) {
    this.noContentVerifies = verifies;
    return this;
  }

  /**
   * Sets whether a subscription whose lease runs has to be renewed under a new callback URL.
   * Default: no, callback and secret stay.
   */
  public HubProfileBuilder renewsUnderNewCallback(boolean renews) {
    this.renewsUnderNewCallback = renews;
    return this;
  }

  /**
   * Sets how many topics a ping names at most. By PubSubHubbub 0.3 (section 7.1) {@code hub.url}
   * may be repeated. A hub that keeps only one of them, as many do that are written in PHP or Ruby,
   * says so in no answer: for such a one, set 1. Default: 10.
   *
   * @param topics 1 or more
   */
  public HubProfileBuilder topicsPerPing(int topics) {
    this.topicsPerPing = Numbers.atLeastOne("topicsPerPing", topics);
    return this;
  }

  /**
   * Sets how the hub takes the content of a topic along with a ping. Default: not at all, it
   * fetches the topic.
   */
  public HubProfileBuilder fatPing(FatPing fatPing) {
    this.fatPing = fatPing;
    return this;
  }

  /** Builds the profile. */
  public HubProfile build() {
    return new HubProfile(this);
  }

  private static int atLeastOne(String name, int characters) {
    if (characters < 1) {
      throw new IllegalArgumentException(
          name + ": 1 character or more is possible, not " + characters);
    }
    return characters;
  }
}
