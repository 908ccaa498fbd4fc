package org.pushj;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request as a hub has them, or was sent them (W3C WebSub section 5.1).
 *
 * @param target the topic, and the hub
 * @param callback the token in the callback URL
 * @param callbackBase the part of that URL before the token
 * @param secret the {@code hub.secret}; null if content is not signed
 * @since 0.1
 */
public record Registration(
    Target target, CallbackToken callback, URI callbackBase, @Nullable Secret secret) {

  /** Returns the {@code hub.topic}. */
  public URI topic() {
    return target.topic();
  }

  /** Returns the hub. */
  public URI hub() {
    return target.hub();
  }

  /** Returns the {@code hub.callback}. Anyone who knows it can act as the hub. */
  public URI callbackUrl() {
    return URI.create(callbackBase + callback.value());
  }

  /** Masks the token of the callback and the secret in a text, which may repeat them. */
  public String maskedIn(String text) {
    return callback.maskedIn(secret == null ? text : secret.maskedIn(text));
  }

  /** Returns the registration without its secret. */
  public Registration withoutSecret() {
    return new Registration(target, callback, callbackBase, null);
  }

  /** Tells whether it has this target and callback base, compared as text. */
  public boolean isAt(Target target, URI callbackBase) {
    return this.target.equals(target)
        && this.callbackBase.toString().equals(callbackBase.toString());
  }
}
