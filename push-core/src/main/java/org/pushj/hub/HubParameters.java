package org.pushj.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.Secret;
import org.pushj.Urls;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials.Credentials;
import org.pushj.time.Durations;

/**
 * What is sent to a hub (W3C WebSub sections 5.1 and 6), to whatever place a redirect may lead it.
 *
 * @param credentials those of the hub's profile, and when it is sent, of the application too
 * @param mode the {@code hub.mode}
 * @param pairs the parameters, encoded
 * @param content the body; null if the parameters are
 * @param token that of the callback, if it can be told
 * @param secret null if none is sent
 */
record HubParameters(
    URI hub,
    URI endpoint,
    Credentials credentials,
    String mode,
    List<String> pairs,
    HubClient.Ping.@Nullable Content content,
    @Nullable CallbackToken token,
    @Nullable Secret secret) {

  /**
   * Returns the form that asks a hub to subscribe or unsubscribe. The lease is brought within the
   * limits of the profile.
   *
   * @throws HubException if the topic or the callback is longer than the hub accepts
   */
  static HubParameters of(HubClient.Ask ask, HubProfile profile) {
    HubProfile.Builder settings = profile.settings;
    checkLength(ask.hub(), "hub.topic", ask.topic(), settings.maxTopic);
    checkLength(ask.hub(), "hub.callback", ask.callback(), settings.maxCallback);
    boolean subscribe = ask.kind() == IntentKind.SUBSCRIBE;
    String mode = ask.kind().name().toLowerCase(Locale.ROOT);
    Secret secret = subscribe ? ask.secret() : null;
    String callback = ask.callback().toString();
    List<String> pairs = new ArrayList<>();
    pairs.add(pair("hub.mode", mode));
    pairs.add(pair("hub.topic", ask.topic().toString()));
    pairs.add(pair("hub.callback", callback));
    settings.verifyModes.forEach(verify -> pairs.add(pair("hub.verify", verify)));
    Duration lease = ask.lease();
    if (subscribe && lease != null) {
      lease = Durations.shorter(Durations.longer(lease, settings.minLease), settings.maxLease);
      pairs.add(pair("hub.lease_seconds", Long.toString(lease.toSeconds())));
    }
    if (secret != null) {
      pairs.add(pair("hub.secret", secret.value()));
    }
    settings.parameters.forEach((name, value) -> pairs.add(pair(name, value)));
    CallbackToken token =
        CallbackToken.parse(callback.substring(callback.lastIndexOf('/') + 1)).orElse(null);
    return new HubParameters(
        ask.hub(), ask.endpoint(), settings.credentials, mode, pairs, null, token, secret);
  }

  /**
   * Returns what tells a hub of changes, with the content if the hub takes it. Each topic is named
   * as {@code hub.url} (PubSubHubbub 0.3 section 7.1) and as {@code hub.topic}, since hubs differ.
   *
   * @throws HubException if a topic is longer than the hub accepts
   */
  static HubParameters of(HubClient.Ping ping, HubProfile profile) {
    HubProfile.Builder settings = profile.settings;
    List<String> pairs = new ArrayList<>();
    pairs.add(pair("hub.mode", "publish"));
    for (URI topic : ping.topics()) {
      checkLength(ping.hub(), "hub.topic", topic, settings.maxTopic);
      pairs.add(pair("hub.url", topic.toString()));
      pairs.add(pair("hub.topic", topic.toString()));
    }
    HubClient.Ping.Content content = ping.content();
    Function<byte[], Map<String, String>> more = settings.contentInForm;
    if (content != null && more != null) {
      // Each byte as it is: ISO-8859-1 gives it a character of its own, and takes it back.
      String bytes = new String(content.bytes(), ISO_8859_1);
      pairs.add("hub.content=" + URLEncoder.encode(bytes, ISO_8859_1));
      try {
        more.apply(content.bytes()).forEach((name, value) -> pairs.add(pair(name, value)));
      } catch (RuntimeException e) {
        throw HubException.unsent(
            ping.hub(),
            "contentInForm of the profile of the hub %s failed; nothing was sent"
                .formatted(Urls.forMessage(ping.endpoint())),
            e);
      }
    }
    HubClient.Ping.Content body = settings.contentInBody ? content : null;
    return new HubParameters(
        ping.hub(), ping.endpoint(), settings.credentials, "publish", pairs, body, null, null);
  }

  /** Checks the length of a URL. The message does not repeat it. */
  private static void checkLength(URI hub, String parameter, URI value, int limit) {
    int length = value.toString().length();
    if (length > limit) {
      throw HubException.unsent(
          hub,
          "%s: the hub %s accepts a URL of at most %d characters, this one has %d; nothing was sent"
              .formatted(parameter, Urls.forMessage(hub), limit, length),
          null);
    }
  }

  private static String pair(String name, String value) {
    return URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8);
  }

  /** Returns the same with other credentials. */
  HubParameters with(Credentials others) {
    return new HubParameters(hub, endpoint, others, mode, pairs, content, token, secret);
  }

  /** Returns a hub's text without our secret, token and credentials, should the hub repeat them. */
  String withoutSecrets(String text) {
    String masked = token == null ? text : token.maskedIn(text);
    return credentials.maskedIn(secret == null ? masked : secret.maskedIn(masked));
  }

  /** Tells whether a failure, or one of its causes, has words of the hub that hold any of them. */
  boolean isRepeatedIn(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .map(String::valueOf)
        .anyMatch(text -> !withoutSecrets(text).equals(text));
  }

  /**
   * Returns where the request goes to: with the parameters in the query unless they are the body.
   */
  URI target() {
    if (content == null) {
      return endpoint;
    }
    String separator = endpoint.getRawQuery() == null ? "?" : "&";
    return URI.create(endpoint + separator + String.join("&", pairs));
  }

  /** Returns the {@code Content-Type} of the body. */
  String contentType() {
    return content == null ? "application/x-www-form-urlencoded" : content.type();
  }

  /**
   * Returns the body.
   *
   * @param more form parameters to be sent along; none if there is content
   */
  byte[] body(Map<String, String> more) {
    if (content != null) {
      return content.bytes();
    }
    List<String> all = new ArrayList<>(pairs);
    more.forEach((name, value) -> all.add(pair(name, value)));
    return String.join("&", all).getBytes(US_ASCII);
  }

  /** Returns a text without the parameters, one of which may be the secret. */
  @Override
  public String toString() {
    return mode + " to " + Urls.forMessage(endpoint);
  }
}
