package org.pushj.hub;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.Urls;
import org.pushj.base.Durations;
import org.pushj.spi.HubCredentials.Credentials;

/**
 * How a hub differs from the specification: what it requires, what it accepts, and what its answers
 * mean. Immutable.
 *
 * <pre>{@code
 * HubProfile picky =
 *     HubProfile.w3c().toBuilder().maxTopic(500).leases(ofMinutes(10), ofDays(1)).build();
 * }</pre>
 *
 * @see HubProfiles
 * @since 0.1
 */
public final class HubProfile {
  private static final int MAX_SUPERFEEDR_CALLBACK = 250;

  private final List<String> verifyModes;
  private final Map<String, String> parameters;
  private final Credentials credentials;
  private final int maxCallback;
  private final int maxTopic;
  private final Duration minLease;
  private final Duration maxLease;
  private final boolean noContentVerifies;
  private final boolean renewsUnderNewCallback;
  private final int topicsPerPing;
  private final @Nullable FatPing fatPing;

  HubProfile(HubProfileBuilder builder) {
    this.verifyModes = builder.verifyModes;
    this.parameters = builder.parameters;
    this.credentials = builder.credentials;
    this.maxCallback = builder.maxCallback;
    this.maxTopic = builder.maxTopic;
    this.minLease = builder.minLease;
    this.maxLease = builder.maxLease;
    this.noContentVerifies = builder.noContentVerifies;
    this.renewsUnderNewCallback = builder.renewsUnderNewCallback;
    this.topicsPerPing = builder.topicsPerPing;
    this.fatPing = builder.fatPing;
  }

  /**
   * Returns the profile of a hub that follows the W3C Recommendation and about which nothing else
   * is known. It sends {@code hub.verify} anyway: hubs of PubSubHubbub 0.3 (section 6.1) require
   * it, and later ones ignore it. A ping names up to 10 topics (section 7.1).
   */
  public static HubProfile w3c() {
    return new HubProfileBuilder().build();
  }

  /**
   * Returns the profile of Google's hub, {@code pubsubhubbub.appspot.com}. Of several {@code
   * hub.verify} it uses the first, and it retries only verifications that it makes later: so only
   * {@code async} is sent. It grants at most 10 days. It reads about 10 topics of a ping, whatever
   * it answers.
   */
  public static HubProfile google() {
    return new HubProfileBuilder()
        .verifyModes("async")
        .leases(Duration.ofSeconds(1), Duration.ofDays(10))
        .build();
  }

  /**
   * Returns the profile of Superfeedr's hub, {@code push.superfeedr.com}, for its customers. It
   * requires HTTP Basic, accepts callback URLs of up to 250 characters, and answers 204 without
   * calling the callback: that answer is the only verification. A ping names one topic.
   *
   * @param user the user name, without a colon
   * @param password the password, or a token in its place
   */
  public static HubProfile superfeedr(String user, String password) {
    return new HubProfileBuilder()
        .verifyModes()
        .credentials(Credentials.basic(user, password))
        .maxCallback(MAX_SUPERFEEDR_CALLBACK)
        .noContentVerifies(true)
        .topicsPerPing(1)
        .build();
  }

  /**
   * Returns the profile of the hubs of WSO2 and Ballerina. They deny the renewal of an active
   * subscription, so it is renewed under a new callback URL. A ping names one topic, and may hold
   * its content: these hubs distribute what they are sent, and fetch nothing.
   */
  public static HubProfile wso2() {
    return new HubProfileBuilder()
        .verifyModes()
        .renewsUnderNewCallback(true)
        .topicsPerPing(1)
        .fatPing(FatPing.inBody())
        .build();
  }

  /** Returns a builder that starts with the settings of this profile. */
  public HubProfileBuilder toBuilder() {
    return new HubProfileBuilder(this);
  }

  /** Returns the values of {@code hub.verify} in the order in which they are sent; may be none. */
  public List<String> verifyModes() {
    return verifyModes;
  }

  /** Returns the additional parameters of requests to subscribe or unsubscribe, by name. */
  public Map<String, String> parameters() {
    return parameters;
  }

  /** Returns the credentials sent with each request. */
  public Credentials credentials() {
    return credentials;
  }

  /** Returns the length of the longest {@code hub.callback} that the hub accepts, in characters. */
  public int maxCallback() {
    return maxCallback;
  }

  /** Returns the length of the longest {@code hub.topic} that the hub accepts, in characters. */
  public int maxTopic() {
    return maxTopic;
  }

  /** Returns the shortest lease that the hub is asked for, in whole seconds. */
  public Duration minLease() {
    return minLease;
  }

  /** Returns the longest lease that the hub is asked for, in whole seconds. */
  public Duration maxLease() {
    return maxLease;
  }

  /**
   * Tells whether the answer 204 to a request to subscribe makes the subscription active, since the
   * hub does not look at the callback. Otherwise only its GET does (W3C WebSub section 5.3).
   */
  public boolean noContentVerifies() {
    return noContentVerifies;
  }

  /**
   * Tells whether a subscription whose lease runs has to be renewed under a new callback URL, with
   * a new secret, since the hub denies to renew what it has.
   */
  public boolean renewsUnderNewCallback() {
    return renewsUnderNewCallback;
  }

  /** Returns how many topics a ping names at most. */
  public int topicsPerPing() {
    return topicsPerPing;
  }

  /** Returns how the hub takes content with a ping; empty if it does not. */
  public Optional<FatPing> fatPing() {
    return Optional.ofNullable(fatPing);
  }

  /** Returns the lease to ask for, within the limits of the hub; null if none is asked for. */
  @Nullable Duration fit(@Nullable Duration lease) {
    return lease == null ? null : Durations.shorter(Durations.longer(lease, minLease), maxLease);
  }

  /**
   * Checks the topic of a request or a ping.
   *
   * @throws HubException if its URL is longer than the hub accepts
   */
  void checkTopic(URI hub, URI topic) {
    check(hub, "hub.topic", topic, maxTopic);
  }

  /**
   * Checks the callback of a request. The message does not repeat it.
   *
   * @throws HubException if its URL is longer than the hub accepts
   */
  void checkCallback(URI hub, URI callback) {
    check(hub, "hub.callback", callback, maxCallback);
  }

  private static void check(URI hub, String parameter, URI value, int limit) {
    int length = value.toString().length();
    if (length > limit) {
      throw HubException.unsent(
          hub,
          parameter
              + ": the hub "
              + Urls.forMessage(hub)
              + " accepts a URL of at most "
              + limit
              + " characters, this one has "
              + length
              + "; nothing was sent",
          null);
    }
  }

  /** Returns a text without the values of parameters and credentials. */
  @Override
  public String toString() {
    return "HubProfile[verify "
        + verifyModes
        + ", parameters "
        + parameters.keySet()
        + ", "
        + credentials
        + ", callback up to "
        + maxCallback
        + ", topic up to "
        + maxTopic
        + ", leases from "
        + minLease
        + " to "
        + maxLease
        + (noContentVerifies ? ", 204 verifies" : "")
        + (renewsUnderNewCallback ? ", renews under a new callback" : "")
        + ", topics per ping "
        + topicsPerPing
        + (fatPing == null ? "" : ", " + fatPing)
        + "]";
  }
}
