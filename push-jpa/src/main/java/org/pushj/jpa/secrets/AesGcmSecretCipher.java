package org.pushj.jpa.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.pushj.Secret;
import org.pushj.SubscriptionId;

/**
 * Encrypts secrets with AES in Galois/Counter Mode. Each text begins with the name of its key, so
 * that keys can be rotated: secrets are encrypted with the newest key, decrypted with their own,
 * and encrypted again whenever their subscription changes, at the latest with the next renewal. A
 * text is bound to its subscription and rejected in any other row.
 *
 * <pre>{@code
 * SecretCipher cipher = AesGcmSecretCipher.of("2027", newKey).withOlderKey("2026", oldKey);
 * }</pre>
 *
 * <p>The application must keep the key outside of the database. One key suffices for about
 * 4,000,000,000 texts; a subscription needs one or two whenever it changes. Immutable, and safe for
 * use by several threads.
 *
 * @since 0.1
 */
public final class AesGcmSecretCipher implements SecretCipher {
  private static final Pattern KEY_NAME = Pattern.compile("[A-Za-z0-9._-]{1,32}");
  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String newest;
  private final Map<String, SecretKey> keys;
  private final boolean readsPlainTexts;

  private AesGcmSecretCipher(String newest, Map<String, SecretKey> keys, boolean readsPlainTexts) {
    this.newest = newest;
    this.keys = Map.copyOf(keys);
    this.readsPlainTexts = readsPlainTexts;
  }

  /**
   * Makes a cipher with one key.
   *
   * @param name names the key in the database: 1 to 32 characters of A-Z a-z 0-9 . _ -
   * @param key 16, 24 or 32 random bytes; they are copied
   * @throws IllegalArgumentException if the name or the length of the key is invalid
   */
  public static AesGcmSecretCipher of(String name, byte[] key) {
    return new AesGcmSecretCipher(name, Map.of(checked(name), key(key)), false);
  }

  /**
   * Returns the cipher that also decrypts with an older key.
   *
   * @param name the name that the older key has in the database
   * @param key the older key: 16, 24 or 32 bytes; they are copied
   * @throws IllegalArgumentException if the name or the length of the key is invalid, or there is
   *     already a key with that name
   */
  public AesGcmSecretCipher withOlderKey(String name, byte[] key) {
    Map<String, SecretKey> more = new HashMap<>(keys);
    if (more.put(checked(name), key(key)) != null) {
      throw new IllegalArgumentException("name must be that of one key, was that of two: " + name);
    }
    return new AesGcmSecretCipher(newest, more, readsPlainTexts);
  }

  /**
   * Returns the cipher that also reads plain-text secrets, for the migration from {@link
   * SecretCipher#none()}. While it is in use, anyone who can write to the database can plant a
   * secret.
   */
  public AesGcmSecretCipher readingPlainTexts() {
    return new AesGcmSecretCipher(newest, keys, true);
  }

  @Override
  public String encrypt(SubscriptionId owner, Secret secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, newest, owner, nonce, secret.bytes());
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return newest + ":" + base64.encodeToString(nonce) + ":" + base64.encodeToString(sealed);
  }

  @Override
  public Secret decrypt(SubscriptionId owner, String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3 || !KEY_NAME.matcher(parts[0]).matches()) {
      return plain(owner, text);
    }
    Base64.Decoder base64 = Base64.getUrlDecoder();
    byte[] nonce = base64.decode(parts[1]);
    byte[] sealed = base64.decode(parts[2]);
    return new Secret(
        new String(crypt(Cipher.DECRYPT_MODE, parts[0], owner, nonce, sealed), UTF_8));
  }

  private Secret plain(SubscriptionId owner, String text) {
    if (!readsPlainTexts) {
      throw new IllegalStateException(
          "the secret of subscription %s is not encrypted; readingPlainTexts() accepts that for a while"
              .formatted(owner));
    }
    return new Secret(text);
  }

  private byte[] crypt(int mode, String name, SubscriptionId owner, byte[] nonce, byte[] input) {
    SecretKey key = keys.get(name);
    if (key == null) {
      throw new IllegalStateException(
          "the secret of subscription %s needs the key named %s; give it by withOlderKey()"
              .formatted(owner, name));
    }
    try {
      Cipher cipher = Cipher.getInstance(ALGORITHM);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD((name + ":" + owner).getBytes(UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the secret of subscription %s cannot be decrypted with the key named %s: one has changed"
              .formatted(owner, name),
          e);
    }
  }

  private static String checked(String name) {
    if (!KEY_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must be 1 to 32 characters of A-Z a-z 0-9 . _ -, was " + name);
    }
    return name;
  }

  private static SecretKey key(byte[] bytes) {
    if (bytes.length != 16 && bytes.length != 24 && bytes.length != 32) {
      throw new IllegalArgumentException(
          "key must be 16, 24 or 32 bytes long, was " + bytes.length);
    }
    return new SecretKeySpec(bytes, "AES");
  }
}
