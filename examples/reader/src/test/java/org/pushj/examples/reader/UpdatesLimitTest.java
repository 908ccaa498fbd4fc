package org.pushj.examples.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.PendingIntent;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.Update;
import org.pushj.UpdateId;

class UpdatesLimitTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final URI TOPIC = URI.create("https://blog.example/feed");

  @Test
  void oldestUpdates_go_whenThereAreTooMany() {
    Updates updates = new Updates(2, 1000);
    KeptUpdate first = updates.add(update(1));
    KeptUpdate second = updates.add(update(2));
    KeptUpdate third = updates.add(update(3));
    assertThat(updates.list()).containsExactly(second, third);
    assertThat(updates.content(first.id())).isEmpty();
  }

  @Test
  void oldestUpdates_go_whenTheyHoldTooMuch() {
    Updates updates = new Updates(10, 100);
    updates.add(update(60));
    KeptUpdate second = updates.add(update(60));
    assertThat(updates.list()).containsExactly(second);
    KeptUpdate large = updates.add(update(500));
    assertThat(updates.list()).containsExactly(large);
    assertThat(updates.content(large.id()).orElseThrow()).hasSize(500);
  }

  private static Update update(int size) {
    PendingIntent intent =
        new PendingIntent(
            PendingIntent.Kind.SUBSCRIBE, TOPIC, TOPIC, CallbackToken.random(), null, NOW);
    Subscription subscription =
        Subscription.requested(SubscriptionId.next(NOW), SubscriptionRequest.of(TOPIC), intent);
    HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
    return new Update(UpdateId.next(NOW), subscription, none, List.of(), new byte[size], null, NOW);
  }
}
