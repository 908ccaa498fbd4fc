package org.pushj.jpa.secrets;

import org.pushj.Secret;
import org.pushj.SubscriptionId;

/**
 * Encrypts the secrets of subscriptions for the database, and decrypts them. Anyone who reads a
 * secret can forge content of its hub (W3C WebSub section 7.1), so the database should contain only
 * encrypted ones: see {@link AesGcmSecretCipher}. Used concurrently by several threads.
 *
 * @since 0.1
 */
public interface SecretCipher {
  /** The maximum length of an encrypted secret, in characters. */
  int MAX_TEXT = 1024;

  /**
   * Encrypts a secret.
   *
   * @param owner the subscription whose secret it is; a cipher may bind the text to it
   * @return a text of 1 to {@value #MAX_TEXT} characters
   */
  String encrypt(SubscriptionId owner, Secret secret);

  /**
   * Decrypts a secret.
   *
   * @param owner the subscription in whose row the text was found
   * @param text the result of {@link #encrypt}, possibly years ago
   * @throws RuntimeException if the text cannot be decrypted; the store reports it as a {@link
   *     org.pushj.StoreException}. The message must not repeat a secret
   */
  Secret decrypt(SubscriptionId owner, String text);

  /** Returns the cipher that stores secrets in plain text. */
  static SecretCipher none() {
    return PlainSecrets.INSTANCE;
  }
}
