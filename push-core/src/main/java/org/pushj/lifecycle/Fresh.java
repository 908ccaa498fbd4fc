package org.pushj.lifecycle;

import org.pushj.CallbackToken;
import org.pushj.Secret;

/**
 * A callback and a secret that no hub knows yet. An event brings them, so that what follows from it
 * depends on nothing else.
 *
 * @param callback a token for the callback URL
 * @param secret a secret
 */
public record Fresh(CallbackToken callback, Secret secret) {

  static Fresh random() {
    return new Fresh(CallbackToken.random(), Secret.random());
  }
}
