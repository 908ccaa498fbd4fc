package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.HubException;
import org.pushj.SubscriptionRequest;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.ManualClock;

class SubscriberBuilderTest {
  private static final URI TOPIC = URI.create("https://blog.example/feed");
  private static final URI NOBODY_THERE = URI.create("http://127.0.0.1:1/");

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
    assertThat(callbackUrl(longest).toString()).hasSize(250);
    assertThatThrownBy(() -> Subscriber.builder().callbackBase(URI.create(longest + "q")))
        .hasMessageContaining("218");
  }

  @Test
  void callbackUrl_isBelowTheBase_withOrWithoutASlash() {
    for (String base :
        new String[] {"https://reader.example/push", "https://reader.example/push/"}) {
      assertThat(callbackUrl(URI.create(base)).toString())
          .matches("https://reader\\.example/push/[A-Za-z0-9_-]{32}");
    }
  }

  @Test
  void settings_sayWhatIsPossible() {
    SubscriberBuilder builder = Subscriber.builder();
    assertThatThrownBy(() -> builder.lease(Duration.ZERO))
        .hasMessageContaining("lease: whole seconds from 1 to 2147483647")
        .hasMessageContaining("PT0S");
    assertThatThrownBy(() -> builder.hub(URI.create("ftp://hub.example/")))
        .hasMessageContaining("hub must be an http or https URL")
        .hasMessageContaining("ftp://hub.example/");
    assertThatThrownBy(() -> builder.hub(URI.create("https://hub.example/" + "x".repeat(2029))))
        .hasMessageContaining("hub must be a URL of at most 2048")
        .hasMessageContaining("2049");
    assertThatThrownBy(() -> builder.hubDeadline(Duration.ZERO))
        .hasMessageContaining("hubDeadline");
    assertThatThrownBy(() -> builder.discoveryDeadline(Duration.ofSeconds(-1)))
        .hasMessageContaining("discoveryDeadline")
        .hasMessageContaining("PT-1S");
    assertThatThrownBy(() -> builder.userAgent("a\r\nb")).hasMessageContaining("userAgent");
    assertThatThrownBy(() -> builder.userAgent(" ")).hasMessageContaining("userAgent");
  }

  @Test
  void clock_isThatOfTheStore_unlessOneIsSet() {
    ManualClock shared = new ManualClock();
    SubscriptionStore store =
        new ForwardingSubscriptionStore(new InMemorySubscriptionStore()) {
          @Override
          public InstantSource clock() {
            return shared;
          }
        };
    SubscriberBuilder builder =
        Subscriber.builder()
            .callbackBase(URI.create("https://reader.example/"))
            .listener(update -> {})
            .store(store);
    SubscriptionRequest request = SubscriptionRequest.of(TOPIC);
    assertThat(builder.build().subscribeLater(request).createdAt()).isEqualTo(shared.instant());

    ManualClock own = new ManualClock(ManualClock.START.plusSeconds(1));
    SubscriptionRequest another = SubscriptionRequest.of(NOBODY_THERE);
    assertThat(builder.clock(own).build().subscribeLater(another).createdAt())
        .isEqualTo(own.instant());
  }

  @Test
  void claim_leavesTimeForALookUpAndARequest() {
    SubscriberBuilder builder =
        Subscriber.builder()
            .callbackBase(URI.create("https://reader.example/"))
            .listener(update -> {})
            .work(WorkSettings.builder().claim(Duration.ofSeconds(59)).build());
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("claim", "discoveryDeadline", "hubDeadline", "PT30S", "PT59S");
    assertThat(builder.hubDeadline(Duration.ofSeconds(9)).build()).isNotNull();
  }

  /** Returns the callback URL of a subscription that was asked for at a hub nobody reaches. */
  private static URI callbackUrl(URI base) {
    Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(base)
            .listener(update -> {})
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    SubscriptionRequest request = SubscriptionRequest.of(TOPIC).withHub(NOBODY_THERE);
    assertThatThrownBy(() -> subscriber.subscribe(request)).isInstanceOf(HubException.class);
    return subscriber
        .operations()
        .list(SubscriptionQuery.all())
        .get(0)
        .registration()
        .orElseThrow()
        .callbackUrl();
  }
}
