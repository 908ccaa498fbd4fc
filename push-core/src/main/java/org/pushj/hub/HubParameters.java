package org.pushj.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.Secret;
import org.pushj.spi.HubAsk;
import org.pushj.spi.HubPing;

/** What is sent to a hub (W3C WebSub sections 5.1 and 6). Immutable. */
final class HubParameters {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final HubMode mode;
  private final List<String> pairs;
  private final HubPing.@Nullable Content content;
  private final @Nullable CallbackToken token;
  private final @Nullable Secret secret;

  private HubParameters(
      HubMode mode,
      List<String> pairs,
      HubPing.@Nullable Content content,
      @Nullable CallbackToken token,
      @Nullable Secret secret) {
    this.mode = mode;
    this.pairs = List.copyOf(pairs);
    this.content = content;
    this.token = token;
    this.secret = secret;
  }

  /**
   * Returns the form that asks a hub to subscribe or unsubscribe. The lease is brought within the
   * limits of the profile.
   *
   * @throws HubException if the topic or the callback is longer than the hub accepts
   */
  static HubParameters of(HubAsk ask, HubProfile profile) {
    profile.checkTopic(ask.hub(), ask.topic());
    profile.checkCallback(ask.hub(), ask.callback());
    boolean subscribe = ask.kind() == IntentKind.SUBSCRIBE;
    HubMode mode = subscribe ? HubMode.SUBSCRIBE : HubMode.UNSUBSCRIBE;
    Secret secret = subscribe ? ask.secret() : null;
    List<String> pairs = new ArrayList<>();
    pairs.add(pair("hub.mode", mode.wire()));
    pairs.add(pair("hub.topic", ask.topic().toString()));
    pairs.add(pair("hub.callback", ask.callback().toString()));
    profile.verifyModes().forEach(verify -> pairs.add(pair("hub.verify", verify)));
    Duration lease = profile.fit(ask.lease());
    if (subscribe && lease != null) {
      pairs.add(pair("hub.lease_seconds", Long.toString(lease.toSeconds())));
    }
    if (secret != null) {
      pairs.add(pair("hub.secret", secret.value()));
    }
    profile.parameters().forEach((name, value) -> pairs.add(pair(name, value)));
    return new HubParameters(mode, pairs, null, tokenOf(ask.callback()), secret);
  }

  /**
   * Returns what tells a hub of changes, with the content if the hub takes it. Each topic is named
   * as {@code hub.url} (PubSubHubbub 0.3 section 7.1) and as {@code hub.topic}, since hubs differ.
   *
   * @throws HubException if a topic is longer than the hub accepts
   */
  static HubParameters of(HubPing ping, HubProfile profile) {
    ping.topics().forEach(topic -> profile.checkTopic(ping.hub(), topic));
    HubPing.Content content = ping.content();
    FatPing fat = profile.fatPing().orElse(null);
    return content == null || fat == null
        ? new HubParameters(HubMode.PUBLISH, publishPairs(ping.topics()), null, null, null)
        : fat.parameters(ping.topics().get(0), content);
  }

  private static @Nullable CallbackToken tokenOf(URI callback) {
    String url = callback.toString();
    return CallbackToken.parse(url.substring(url.lastIndexOf('/') + 1)).orElse(null);
  }

  static HubParameters inBody(URI topic, HubPing.Content content) {
    return new HubParameters(HubMode.PUBLISH, publishPairs(List.of(topic)), content, null, null);
  }

  static HubParameters inForm(URI topic, byte[] content, List<Map.Entry<String, String>> more) {
    List<String> pairs = publishPairs(List.of(topic));
    // Each byte as it is: ISO-8859-1 gives it a character of its own, and takes it back.
    String bytes = URLEncoder.encode(new String(content, ISO_8859_1), ISO_8859_1);
    pairs.add("hub.content=" + bytes);
    more.forEach(field -> pairs.add(pair(field.getKey(), field.getValue())));
    return new HubParameters(HubMode.PUBLISH, pairs, null, null, null);
  }

  private static List<String> publishPairs(Collection<URI> topics) {
    List<String> pairs = new ArrayList<>();
    pairs.add(pair("hub.mode", HubMode.PUBLISH.wire()));
    for (URI topic : topics) {
      pairs.add(pair("hub.url", topic.toString()));
      pairs.add(pair("hub.topic", topic.toString()));
    }
    return pairs;
  }

  /** Returns what is asked for. */
  HubMode mode() {
    return mode;
  }

  /** Tells whether the form holds a secret, so that it must not go to every hub. */
  boolean hasSecret() {
    return secret != null;
  }

  /** Tells whether more form parameters can be sent along. */
  boolean isForm() {
    return content == null;
  }

  /** Returns a hub's text without our secret and our token in it, should the hub repeat them. */
  String withoutSecrets(String text) {
    String withoutToken = token == null ? text : token.maskedIn(text);
    return secret == null ? withoutToken : secret.maskedIn(withoutToken);
  }

  /** Returns where the request goes to: the hub, with the parameters unless they are the body. */
  URI at(URI hub) {
    return content == null
        ? hub
        : URI.create(hub + (hub.getRawQuery() == null ? "?" : "&") + String.join("&", pairs));
  }

  /** Returns the {@code Content-Type} of the body. */
  String contentType() {
    return content == null ? FORM : content.type();
  }

  /**
   * Returns the body of the request: the content, or else the parameters as {@code
   * application/x-www-form-urlencoded}, in UTF-8.
   *
   * @param more form parameters to be sent along, none unless it {@link #isForm}
   */
  byte[] body(Map<String, String> more) {
    if (content != null) {
      return content.bytes();
    }
    List<String> all = new ArrayList<>(pairs);
    more.forEach((name, value) -> all.add(pair(name, value)));
    return String.join("&", all).getBytes(US_ASCII);
  }

  private static String pair(String name, String value) {
    return URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8);
  }
}
