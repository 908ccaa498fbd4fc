package org.pushj.jpa.secrets;

import org.pushj.Secret;
import org.pushj.SubscriptionId;

/** Keeps secrets as they are. */
enum PlainSecrets implements SecretCipher {
  INSTANCE;

  @Override
  public String encrypt(SubscriptionId owner, Secret secret) {
    return secret.value();
  }

  @Override
  public Secret decrypt(SubscriptionId owner, String text) {
    return new Secret(text);
  }
}
