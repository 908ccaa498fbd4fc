package org.pushj.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Secret;
import org.pushj.SubscriptionId;
import org.pushj.jpa.secrets.AesGcmSecretCipher;
import org.pushj.jpa.secrets.SecretCipher;

class AesGcmSecretCipherTest {
  private static final SubscriptionId OWNER = SubscriptionId.next(Instant.EPOCH);
  private static final byte[] KEY = "0123456789abcdef".getBytes(UTF_8);
  private static final int MAX = SecretCipher.MAX_TEXT / 2;
  private static final byte[] OTHER_KEY = "0123456789abcdeF".getBytes(UTF_8);

  private final AesGcmSecretCipher cipher = AesGcmSecretCipher.of("k1", KEY);

  @ParameterizedTest
  @ValueSource(ints = {16, 24, 32})
  void decrypt_returnsTheSecret(int keyBytes) {
    AesGcmSecretCipher each = AesGcmSecretCipher.of("k", new byte[keyBytes]);
    for (Secret secret :
        new Secret[] {
          Secret.random(), new Secret("s".repeat(199)), new Secret("é 日\uD83D\uDCEC")
        }) {
      String text = each.encrypt(OWNER, secret);
      assertThat(text)
          .hasSizeLessThan(MAX)
          .startsWith("k:")
          .isASCII()
          .doesNotContain(secret.value());
      assertThat(each.decrypt(OWNER, text)).isEqualTo(secret);
    }
  }

  @Test
  void encrypt_neverReturnsTheSameTwice() {
    Secret secret = Secret.random();
    assertThat(cipher.encrypt(OWNER, secret)).isNotEqualTo(cipher.encrypt(OWNER, secret));
  }

  @Test
  void keys_canChange() {
    Secret secret = Secret.random();
    String old = cipher.encrypt(OWNER, secret);

    AesGcmSecretCipher next = AesGcmSecretCipher.of("k2", OTHER_KEY).withOlderKey("k1", KEY);

    assertThat(next.decrypt(OWNER, old)).isEqualTo(secret);
    String renewed = next.encrypt(OWNER, secret);
    assertThat(renewed).startsWith("k2:");
    assertThat(AesGcmSecretCipher.of("k2", OTHER_KEY).decrypt(OWNER, renewed)).isEqualTo(secret);
    assertThatIllegalStateException()
        .isThrownBy(() -> cipher.decrypt(OWNER, renewed))
        .withMessageContaining("k2")
        .withMessageContaining(OWNER.toString());
  }

  @Test
  void decrypt_fails_withAnotherKeyOfTheSameName() {
    String text = cipher.encrypt(OWNER, Secret.random());
    assertThatIllegalStateException()
        .isThrownBy(() -> AesGcmSecretCipher.of("k1", OTHER_KEY).decrypt(OWNER, text));
  }

  @Test
  void decrypt_fails_inTheRowOfAnotherSubscription() {
    String text = cipher.encrypt(OWNER, Secret.random());
    SubscriptionId other = SubscriptionId.next(Instant.EPOCH);
    assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt(other, text));
  }

  @Test
  void decrypt_fails_whenAnyCharacterWasChanged() {
    Secret secret = new Secret("a secret");
    String text = cipher.encrypt(OWNER, secret);
    int start = text.indexOf(':') + 1;
    byte[] sealed = Base64.getUrlDecoder().decode(text.substring(text.lastIndexOf(':') + 1));
    for (int i = 0; i < sealed.length; i++) {
      sealed[i] ^= 1;
      String changed =
          text.substring(0, text.lastIndexOf(':') + 1)
              + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
      assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt(OWNER, changed));
      sealed[i] ^= 1;
    }
    assertThatIllegalStateException()
        .isThrownBy(
            () -> cipher.decrypt(OWNER, "k1:AAAAAAAAAAAAAAAA" + text.substring(start + 16)));
    assertThat(cipher.decrypt(OWNER, text)).isEqualTo(secret);
  }

  @Test
  void plainTexts_areReadOnlyWhenAskedFor() {
    Secret secret = Secret.random();
    assertThatIllegalStateException()
        .isThrownBy(() -> cipher.decrypt(OWNER, secret.value()))
        .withMessageNotContaining(secret.value());
    assertThat(cipher.readingPlainTexts().decrypt(OWNER, secret.value())).isEqualTo(secret);
    assertThat(cipher.readingPlainTexts().decrypt(OWNER, cipher.encrypt(OWNER, secret)))
        .isEqualTo(secret);
  }

  @Test
  void of_refusesWhatIsNoKey() {
    assertThatIllegalArgumentException().isThrownBy(() -> AesGcmSecretCipher.of("k", new byte[8]));
    assertThatIllegalArgumentException().isThrownBy(() -> AesGcmSecretCipher.of("a:b", KEY));
    assertThatIllegalArgumentException().isThrownBy(() -> cipher.withOlderKey("k1", KEY));
  }
}
