package org.pushj.jpa;

import org.pushj.Secret;
import org.pushj.SubscriptionId;

/**
 * Turns the secrets of subscriptions into what the database keeps, and back. Anyone who reads a
 * secret can forge content that its hub seems to have signed (W3C WebSub section 7.1), so a copy of
 * the database is worth an encryption: see {@link AesGcmSecretCipher}. Used by several threads at a
 * time.
 *
 * @since 0.1
 */
public interface SecretCipher {
  /** How long the text of an encrypted secret may be, in characters. */
  int MAX_TEXT = 1024;

  /**
   * Returns what is kept instead of the secret.
   *
   * @param owner the subscription whose secret it is; a cipher may bind the text to it
   * @return a text of 1 to {@value #MAX_TEXT} characters
   */
  String encrypt(SubscriptionId owner, Secret secret);

  /**
   * Returns the secret again.
   *
   * @param owner the subscription in whose row the text was found
   * @param text what {@link #encrypt} returned, maybe years ago
   * @throws RuntimeException if the text cannot be read; the store reports it as a {@link
   *     org.pushj.StoreException}. The message must not repeat a secret
   */
  Secret decrypt(SubscriptionId owner, String text);

  /** Returns the cipher that keeps secrets as they are. */
  static SecretCipher none() {
    return PlainSecrets.INSTANCE;
  }
}
