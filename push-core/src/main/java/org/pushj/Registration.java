package org.pushj;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a hub knows of a subscription, or was asked to know: the parameters of a request (W3C WebSub
 * section 5.1).
 *
 * @param target the topic, and the hub
 * @param callback the token in the callback URL
 * @param callbackBase what stands before the token in that URL
 * @param secret the {@code hub.secret}; null where content is not signed
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

  /** Returns the {@code hub.callback}. Anyone who has it can speak for the hub. */
  public URI callbackUrl() {
    return URI.create(callbackBase + callback.value());
  }

  /** Returns the registration without its secret. */
  public Registration withoutSecret() {
    return new Registration(target, callback, callbackBase, null);
  }

  /** Tells whether the target and the callback base, compared as texts, are these. */
  public boolean isAt(Target target, URI callbackBase) {
    return this.target.equals(target)
        && this.callbackBase.toString().equals(callbackBase.toString());
  }
}
