package org.pushj.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.HubException;
import org.pushj.PendingIntent;
import org.pushj.PendingIntent.Kind;
import org.pushj.Secret;

/**
 * The form of a request to a hub (W3C WebSub section 5.1). Immutable.
 *
 * @since 0.1
 */
public final class HubParameters {
  private final HubMode mode;
  private final List<Map.Entry<String, String>> fields;
  private final @Nullable CallbackToken token;
  private final @Nullable Secret secret;

  private HubParameters(
      HubMode mode,
      List<Map.Entry<String, String>> fields,
      @Nullable CallbackToken token,
      @Nullable Secret secret) {
    this.mode = mode;
    this.fields = List.copyOf(fields);
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
    boolean subscribe = intent.kind() == Kind.SUBSCRIBE;
    HubMode mode = subscribe ? HubMode.SUBSCRIBE : HubMode.UNSUBSCRIBE;
    Secret secret = subscribe ? intent.secret() : null;
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    fields.add(Map.entry("hub.mode", mode.wire()));
    fields.add(Map.entry("hub.topic", intent.topic().toString()));
    fields.add(Map.entry("hub.callback", callback.toString()));
    profile.verifyModes().forEach(verify -> fields.add(Map.entry("hub.verify", verify)));
    Duration fit = profile.fit(lease);
    if (subscribe && fit != null) {
      fields.add(Map.entry("hub.lease_seconds", Long.toString(fit.toSeconds())));
    }
    if (secret != null) {
      fields.add(Map.entry("hub.secret", secret.value()));
    }
    fields.addAll(profile.parameters().entrySet());
    return new HubParameters(mode, fields, intent.callback(), secret);
  }

  /**
   * Returns the form that tells a hub of changes. Each topic stands in it as {@code hub.url}
   * (PubSubHubbub 0.3 section 7.1) and as {@code hub.topic}, since hubs differ.
   */
  public static HubParameters publish(Collection<URI> topics) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    fields.add(Map.entry("hub.mode", HubMode.PUBLISH.wire()));
    for (URI topic : topics) {
      fields.add(Map.entry("hub.url", topic.toString()));
      fields.add(Map.entry("hub.topic", topic.toString()));
    }
    return new HubParameters(HubMode.PUBLISH, fields, null, null);
  }

  /** Returns what is asked for. */
  public HubMode mode() {
    return mode;
  }

  /** Tells whether the form holds a secret, so that it must not go to every hub. */
  boolean hasSecret() {
    return secret != null;
  }

  /** Returns a hub's text without our secret and our token in it, should the hub repeat them. */
  String withoutSecrets(String text) {
    String withoutToken = token == null ? text : token.maskedIn(text);
    return secret == null ? withoutToken : secret.maskedIn(withoutToken);
  }

  /** Returns the body of the request: {@code application/x-www-form-urlencoded}, in UTF-8. */
  byte[] encode(Map<String, String> more) {
    List<Map.Entry<String, String>> all = new ArrayList<>(fields);
    all.addAll(more.entrySet());
    return all.stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"))
        .getBytes(US_ASCII);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
