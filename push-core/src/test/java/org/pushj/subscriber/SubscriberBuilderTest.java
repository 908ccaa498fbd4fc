package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.CallbackToken;
import org.pushj.PendingIntent;
import org.pushj.PendingIntent.Kind;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.tck.ManualClock;

class SubscriberBuilderTest {
  private static final URI TOPIC = URI.create("https://blog.example/feed");

  @Test
  void build_needsACallbackBaseAndAListener() {
    assertThatThrownBy(() -> Subscriber.builder().listener(update -> {}).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("callbackBase");
    assertThatThrownBy(
            () -> Subscriber.builder().callbackBase(URI.create("https://reader.example/")).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("listener");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/push",
        "ftp://reader.example/",
        "https:///push",
        "https://reader.example/?a=b",
        "https://reader.example/#f",
        "mailto:a@b"
      })
  void callbackBase_saysWhatIsPossible(URI base) {
    assertThatThrownBy(() -> Subscriber.builder().callbackBase(base))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("callbackBase")
        .hasMessageContaining(base.toString());
  }

  @Test
  void callbackUrls_areAtMost250CharactersLong() {
    URI longest = URI.create("https://reader.example/" + "p".repeat(250 - 32 - 24) + "/");
    Subscriber subscriber =
        Subscriber.builder().callbackBase(longest).listener(update -> {}).build();
    assertThat(subscriber.callbackUrl(subscription()).toString()).hasSize(250);
    assertThatThrownBy(() -> Subscriber.builder().callbackBase(URI.create(longest + "q")))
        .hasMessageContaining("218");
  }

  @Test
  void callbackUrl_isBelowTheBase_withOrWithoutASlash() {
    Subscription subscription = subscription();
    for (String base :
        new String[] {"https://reader.example/push", "https://reader.example/push/"}) {
      assertThat(
              Subscriber.builder()
                  .callbackBase(URI.create(base))
                  .listener(update -> {})
                  .build()
                  .callbackUrl(subscription))
          .hasToString("https://reader.example/push/" + subscription.callback().value());
    }
  }

  @Test
  void settings_sayWhatIsPossible() {
    SubscriberBuilder builder = Subscriber.builder();
    assertThatThrownBy(() -> builder.lease(Duration.ZERO)).hasMessageContaining("lease");
    assertThatThrownBy(() -> builder.hubDeadline(Duration.ZERO))
        .hasMessageContaining("hubDeadline");
    assertThatThrownBy(() -> builder.discoveryDeadline(Duration.ofSeconds(-1)))
        .hasMessageContaining("discoveryDeadline")
        .hasMessageContaining("PT-1S");
    assertThatThrownBy(() -> builder.largestUpdate(0)).hasMessageContaining("largestUpdate");
    assertThatThrownBy(() -> builder.userAgent("a\r\nb")).hasMessageContaining("userAgent");
    assertThatThrownBy(() -> builder.userAgent(" ")).hasMessageContaining("userAgent");
  }

  private static Subscription subscription() {
    PendingIntent intent =
        new PendingIntent(
            Kind.SUBSCRIBE, TOPIC, TOPIC, CallbackToken.random(), TOPIC, null, ManualClock.START);
    return Subscription.requested(
        SubscriptionId.next(ManualClock.START), SubscriptionRequest.of(TOPIC), intent);
  }
}
