package org.pushj.jpa;

/** todo. */
public final class AesGcmSecretCipher {
  private AesGcmSecretCipher() {}
}
