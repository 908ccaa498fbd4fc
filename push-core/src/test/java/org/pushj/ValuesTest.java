package org.pushj;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

  @Test
  void token_isLongAndUnique() {
    Set<CallbackToken> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      CallbackToken token = CallbackToken.random();
      assertThat(token.value()).hasSize(32).matches("[A-Za-z0-9_-]+");
      assertThat(seen.add(token)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "short", "has/slash-has/slash-has/slash", "%2e%2e%2e%2e%2e%2e%2e%2e%2e%2e"})
  void token_isRefused_whenMalformed(String text) {
    assertThat(CallbackToken.parse(text)).isEmpty();
    assertThatThrownBy(() -> new CallbackToken(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secret_staysBelow200Bytes() {
    assertThat(Secret.random().bytes()).hasSize(43);
    assertThat(new Secret("x".repeat(199)).bytes()).hasSize(199);
    assertThatThrownBy(() -> new Secret("\u00fc".repeat(100)))
        .hasMessageContaining("199")
        .hasMessageContaining("200")
        .hasMessageNotContaining("\u00fc");
    assertThatThrownBy(() -> new Secret("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ids_sortByCreationTime_andParseTheirOwnText() {
    SubscriptionId first = SubscriptionId.next(NOW);
    SubscriptionId second = SubscriptionId.next(NOW.plusMillis(1));
    assertThat(first).isLessThan(second);
    assertThat(SubscriptionId.of(first.toString())).isEqualTo(first);
    assertThat(first.value().version()).isEqualTo(7);
    assertThat(first.value().variant()).isEqualTo(2);
    assertThat(UpdateId.of(UpdateId.next(NOW).toString())).isNotNull();
  }

  @Test
  void request_namesTheLimit_whenItsLeaseIsOutOfRange() {
    SubscriptionRequest request = SubscriptionRequest.of(URI.create("https://blog.example/"));
    assertThat(request.withLease(Duration.ofSeconds(Integer.MAX_VALUE)).lease()).isNotNull();
    for (Duration wrong :
        new Duration[] {
          Duration.ZERO,
          Duration.ofSeconds(-1),
          Duration.ofMillis(1500),
          Duration.ofSeconds(1L + Integer.MAX_VALUE)
        }) {
      assertThatThrownBy(() -> request.withLease(wrong))
          .hasMessageContaining("lease")
          .hasMessageContaining("2147483647")
          .hasMessageContaining(wrong.toString());
    }
  }

  @Test
  void mediaType_ignoresMalformedParts() {
    assertThat(MediaType.parse("Text/HTML; Charset=\"utf-8\"").essence()).isEqualTo("text/html");
    assertThat(MediaType.parse("text/html;charset=utf8").charset()).contains(UTF_8);
    assertThat(MediaType.parse("text/html; a=b; charset = \"ISO-8859-1\"").charset())
        .contains(ISO_8859_1);
    assertThat(MediaType.parse("text/html; charset=no-such").charset()).isEmpty();
    assertThat(MediaType.parse("text/html; charset=???").charset()).isEmpty();
    assertThat(MediaType.parse("").essence()).isEmpty();
    assertThat(MediaType.parse(";;;=").essence()).isEmpty();
  }
}
