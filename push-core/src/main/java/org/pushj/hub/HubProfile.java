package org.pushj.hub;

import java.time.Duration;
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

  /** A copy that nothing changes. */
  final HubProfileBuilder settings;

  HubProfile(HubProfileBuilder settings) {
    this.settings = new HubProfileBuilder(settings);
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
    return new HubProfileBuilder(settings);
  }
}
