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
import org.pushj.PendingIntent;
import org.pushj.Secret;

/**
 * The form of a request to a hub (W3C WebSub section 5.1). Immutable.
 *
 * @since 0.1
 */
public final class HubParameters {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final HubMode mode;
  private final List<String> pairs;
  private final @Nullable Content content;
  private final @Nullable CallbackToken token;
  private final @Nullable Secret secret;

  private HubParameters(
      HubMode mode,
      List<String> pairs,
      @Nullable Content content,
      @Nullable CallbackToken token,
      @Nullable Secret secret) {
    this.mode = mode;
    this.pairs = List.copyOf(pairs);
    this.content = content;
    this.token = token;
    this.secret = secret;
  }

  /**
   * Returns the form that makes a hub verify an intent.
   *
   * @param intent what is asked for
   * @param callback the whole callback URL
   * @param lease the lease to ask for, in whole seconds, which is brought within the limits of the
   *     profile; null to leave that to the hub
   * @param profile what the hub wants, and what it takes
   * @throws HubException if the topic or the callback is longer than the hub takes
   */
  public static HubParameters of(
      PendingIntent intent, URI callback, @Nullable Duration lease, HubProfile profile) {
    profile.check(intent.hub(), intent.topic(), callback);
    boolean subscribe = intent.kind() == IntentKind.SUBSCRIBE;
    HubMode mode = subscribe ? HubMode.SUBSCRIBE : HubMode.UNSUBSCRIBE;
    Secret secret = subscribe ? intent.secret() : null;
    List<String> pairs = new ArrayList<>();
    pairs.add(pair("hub.mode", mode.wire()));
    pairs.add(pair("hub.topic", intent.topic().toString()));
    pairs.add(pair("hub.callback", callback.toString()));
    profile.verifyModes().forEach(verify -> pairs.add(pair("hub.verify", verify)));
    Duration fit = profile.fit(lease);
    if (subscribe && fit != null) {
      pairs.add(pair("hub.lease_seconds", Long.toString(fit.toSeconds())));
    }
    if (secret != null) {
      pairs.add(pair("hub.secret", secret.value()));
    }
    profile.parameters().forEach((name, value) -> pairs.add(pair(name, value)));
    return new HubParameters(mode, pairs, null, intent.callback(), secret);
  }

  /**
   * Returns the form that tells a hub of changes. Each topic stands in it as {@code hub.url}
   * (PubSubHubbub 0.3 section 7.1) and as {@code hub.topic}, since hubs differ.
   */
  public static HubParameters publish(Collection<URI> topics) {
    return new HubParameters(HubMode.PUBLISH, publishPairs(topics), null, null, null);
  }

  /**
   * Returns what tells a hub of the change of one topic, with its content if the hub takes that.
   *
   * @param content the content; it must not be changed afterwards
   * @param contentType the {@code Content-Type} of the content
   * @param profile what the hub takes
   */
  public static HubParameters publish(
      URI topic, byte[] content, String contentType, HubProfile profile) {
    return profile
        .fatPing()
        .map(fat -> fat.parameters(topic, content, contentType))
        .orElseGet(() -> publish(List.of(topic)));
  }

  static HubParameters inBody(URI topic, byte[] content, String contentType) {
    return new HubParameters(
        HubMode.PUBLISH,
        publishPairs(List.of(topic)),
        new Content(content, contentType),
        null,
        null);
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
  public HubMode mode() {
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
    return content == null ? FORM : content.type;
  }

  /**
   * Returns the body of the request: the content, or else the parameters as {@code
   * application/x-www-form-urlencoded}, in UTF-8.
   *
   * @param more form parameters to be sent along, none unless it {@link #isForm}
   */
  byte[] body(Map<String, String> more) {
    if (content != null) {
      return content.bytes;
    }
    List<String> all = new ArrayList<>(pairs);
    more.forEach((name, value) -> all.add(pair(name, value)));
    return String.join("&", all).getBytes(US_ASCII);
  }

  private static String pair(String name, String value) {
    return URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8);
  }

  /** What is sent in place of the form. */
  private static final class Content {
    private final byte[] bytes;
    private final String type;

    Content(byte[] bytes, String type) {
      this.bytes = bytes;
      this.type = type;
    }
  }
}
