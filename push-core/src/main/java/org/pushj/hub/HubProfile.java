package org.pushj.hub;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.Lease;
import org.pushj.SubscriptionRequest;
import org.pushj.spi.HubCredentials.Credentials;
import org.pushj.text.Numbers;

/**
 * The deviations of a hub from the specification: its requirements, its limits, and the meaning of
 * its answers. Immutable.
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
  /** A copy that nothing changes. */
  final Builder settings;

  private HubProfile(Builder settings) {
    this.settings = new Builder(settings);
  }

  /**
   * Returns the profile of a hub that follows the W3C Recommendation and about which nothing else
   * is known. It includes {@code hub.verify}: hubs of PubSubHubbub 0.3 (section 6.1) require it,
   * and later ones ignore it. A ping contains up to 10 topics (section 7.1).
   */
  public static HubProfile w3c() {
    return new Builder().build();
  }

  /**
   * Returns the profile of Google's hub, {@code pubsubhubbub.appspot.com}. Of several {@code
   * hub.verify} it uses the first, and it retries only asynchronous verifications, so only {@code
   * async} is sent. It grants at most 10 days. It reads only about 10 topics of a ping, whatever it
   * answers. A diagnosis queries its page {@code /subscription-details}.
   */
  public static HubProfile google() {
    Builder google =
        new Builder().verifyModes("async").leases(Duration.ofSeconds(1), Duration.ofDays(10));
    google.detailsPath = "/subscription-details";
    return google.build();
  }

  /**
   * Returns the profile of Superfeedr's hub, {@code push.superfeedr.com}, for its customers. It
   * requires HTTP Basic, accepts callback URLs of up to 250 characters, and answers 204 without
   * calling the callback: that answer is the only verification. A ping contains one topic.
   *
   * @param user the user name, without a colon
   * @param password the password, or a token in its place
   */
  public static HubProfile superfeedr(String user, String password) {
    return new Builder()
        .verifyModes()
        .credentials(Credentials.basic(user, password))
        .maxCallback(250)
        .noContentVerifies(true)
        .topicsPerPing(1)
        .build();
  }

  /**
   * Returns the profile of the hubs of WSO2 and Ballerina. They deny the renewal of an active
   * subscription, so it is renewed under a new callback URL. A ping contains one topic, optionally
   * with its content: these hubs distribute the content of the ping and fetch nothing.
   */
  public static HubProfile wso2() {
    return new Builder()
        .verifyModes()
        .renewsUnderNewCallback(true)
        .topicsPerPing(1)
        .contentInBody()
        .build();
  }

  /** Returns a builder that starts with the settings of this profile. */
  public Builder toBuilder() {
    return new Builder(settings);
  }

  /**
   * Builds a profile. Obtained from {@link #toBuilder()}; the defaults are those of {@link #w3c()}.
   * Used by one thread.
   *
   * @since 0.1
   */
  public static final class Builder {
    /**
     * What push itself sends, or leaves out: it could not check a verify token set by the
     * application.
     */
    private static final Pattern OWN =
        Pattern.compile("hub\\.(mode|topic|callback|verify|verify_token|lease_seconds|secret)");

    List<String> verifyModes = List.of("async", "sync");
    Map<String, String> parameters = Map.of();
    Credentials credentials = Credentials.NONE;
    int maxCallback = SubscriptionRequest.MAX_URL;
    int maxTopic = SubscriptionRequest.MAX_URL;
    Duration minLease = Duration.ofSeconds(1);
    Duration maxLease = Duration.ofSeconds(Integer.MAX_VALUE);
    boolean noContentVerifies;
    boolean renewsUnderNewCallback;
    boolean httpsTwin = true;
    int topicsPerPing = 10;
    boolean contentInBody;
    @Nullable String detailsPath;
    @Nullable Function<byte[], Map<String, String>> contentInForm;

    private Builder() {}

    private Builder(Builder settings) {
      this.verifyModes = settings.verifyModes;
      this.parameters = settings.parameters;
      this.credentials = settings.credentials;
      this.maxCallback = settings.maxCallback;
      this.maxTopic = settings.maxTopic;
      this.minLease = settings.minLease;
      this.maxLease = settings.maxLease;
      this.noContentVerifies = settings.noContentVerifies;
      this.renewsUnderNewCallback = settings.renewsUnderNewCallback;
      this.httpsTwin = settings.httpsTwin;
      this.topicsPerPing = settings.topicsPerPing;
      this.contentInBody = settings.contentInBody;
      this.detailsPath = settings.detailsPath;
      this.contentInForm = settings.contentInForm;
    }

    /**
     * Sets the values of {@code hub.verify} (PubSubHubbub 0.3 section 6.1), in order. Default:
     * {@code async} and {@code sync}.
     *
     * @param modes one parameter is sent for each; with none, the parameter is left out
     */
    public Builder verifyModes(String... modes) {
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
    public Builder parameters(Map<String, String> parameters) {
      for (String name : parameters.keySet()) {
        if (OWN.matcher(name).matches()) {
          throw new IllegalArgumentException(
              "parameters: " + name + " is reserved for push itself");
        }
      }
      this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
      return this;
    }

    /**
     * Sets the credentials sent with each request, including pings. They are sent over https or to
     * a loopback address only, and to no other origin that the hub redirects to. Default: none.
     */
    public Builder credentials(Credentials credentials) {
      this.credentials = credentials;
      return this;
    }

    /**
     * Sets the longest {@code hub.callback} that the hub accepts. Default: {@value
     * SubscriptionRequest#MAX_URL}.
     *
     * @param characters 1 or more
     */
    public Builder maxCallback(int characters) {
      this.maxCallback = Numbers.atLeastOne("maxCallback", characters);
      return this;
    }

    /**
     * Sets the longest {@code hub.topic} that the hub accepts. Default: {@value
     * SubscriptionRequest#MAX_URL}.
     *
     * @param characters 1 or more
     */
    public Builder maxTopic(int characters) {
      this.maxTopic = Numbers.atLeastOne("maxTopic", characters);
      return this;
    }

    /**
     * Sets the range of leases to request from the hub. A lease outside the range is replaced by
     * the nearest limit. Default: 1 to 2,147,483,647 seconds.
     *
     * @param shortest whole seconds, 1 or more
     * @param longest whole seconds up to 2,147,483,647, at least the shortest
     * @throws IllegalArgumentException if a limit is out of range, or shortest is longer than
     *     longest
     */
    public Builder leases(Duration shortest, Duration longest) {
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
     * Sets whether the answer 204 to a request to subscribe activates the subscription. Only for
     * hubs that never verify: with others the verification activates it, since only that proves
     * that the hub can reach the callback. Default: false.
     */
    public Builder noContentVerifies(boolean verifies) {
      this.noContentVerifies = verifies;
      return this;
    }

    /**
     * Sets whether an active subscription must be renewed under a new callback URL. Default: false;
     * the callback and the secret stay the same.
     */
    public Builder renewsUnderNewCallback(boolean renews) {
      this.renewsUnderNewCallback = renews;
      return this;
    }

    /**
     * Sets whether an http hub at port 80 is tried over https first. Otherwise it gets no secret.
     * Default: true. A bad certificate, or no answer, fails the request.
     */
    public Builder httpsTwin(boolean has) {
      this.httpsTwin = has;
      return this;
    }

    /**
     * Sets the maximum number of topics in a ping. PubSubHubbub 0.3 (section 7.1) allows {@code
     * hub.url} to be repeated. Many hubs written in PHP or Ruby read only one of them, without an
     * error: use 1 for these. Default: 10.
     *
     * @param topics 1 or more
     */
    public Builder topicsPerPing(int topics) {
      this.topicsPerPing = Numbers.atLeastOne("topicsPerPing", topics);
      return this;
    }

    /**
     * Makes pings carry the content of their topic as the body, with its own {@code Content-Type},
     * so that the hub need not fetch it. The parameters are then in the query, and credentials must
     * be headers. This is the format of WSO2 and Ballerina hubs, which accept {@code
     * application/xml}, {@code application/json}, {@code text/plain} and {@code
     * application/octet-stream}. Default: the hub fetches the topic.
     *
     * <p>No specification defines pings with content, and most hubs do not support them. Such hubs
     * require credentials or a signature, since the content could otherwise be forged.
     */
    public Builder contentInBody() {
      this.contentInBody = true;
      this.contentInForm = null;
      return this;
    }

    /**
     * Makes pings carry the content of their topic as the form parameter {@code hub.content}, byte
     * for byte, without its type: the format of Superfeedr's hubs for publishers. The risk of
     * forgery is that of {@link #contentInBody}.
     *
     * @param more computes additional form parameters from the content, by name, such as a {@code
     *     hub.signature}; called by several threads
     */
    public Builder contentInForm(Function<byte[], Map<String, String>> more) {
      this.contentInBody = false;
      this.contentInForm = more;
      return this;
    }

    /** Builds the profile. */
    public HubProfile build() {
      return new HubProfile(this);
    }
  }
}
