package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.Target;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackHandler;
import org.pushj.callback.CallbackRequest;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.subscriber.Subscriber;

/** A signed delivery costs little memory besides its body. */
class DeliveryAllocationTest {
  private static final URI TOPIC = URI.create("https://example.com/feed");
  private static final URI BASE = URI.create("https://reader.example/push/");
  private static final int ROUNDS = 10;
  private static final int DELIVERIES = 500;

  private final Registration registration =
      new Registration(
          new Target(TOPIC, URI.create("https://hub.example/")),
          CallbackToken.random(),
          BASE,
          Secret.random());
  private final CallbackHandler handler = handler();

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {1 << 10, 1 << 16, 1 << 18})
  @DisplayName("a signed delivery allocates 4 KiB at most besides its body")
  void delivery_allocatesLittle_besidesItsBody(int size) throws Exception {
    byte[] body = new byte[size];
    new Random(size).nextBytes(body);
    CallbackRequest request = request(body);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = allocated();
      for (int i = 0; i < DELIVERIES; i++) {
        deliver(request, body);
      }
      least = Math.min(least, (allocated() - before) / DELIVERIES);
    }
    assertThat(least - size).isLessThan(4096);
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private void deliver(CallbackRequest request, byte[] body) throws IOException {
    CallbackExchange exchange = handler.open(request);
    ByteArrayInputStream in = new ByteArrayInputStream(body);
    while (in.available() > 0) {
      exchange.contentFrom(in, Math.min(in.available(), 8192));
    }
    exchange.complete(answer -> requireOk(answer.status()));
  }

  /** Allocates nothing, unlike an assertion of AssertJ. */
  private static void requireOk(int status) {
    if (status != 200) {
      throw new AssertionError("answered " + status);
    }
  }

  private CallbackHandler handler() {
    Instant now = Instant.now();
    InMemorySubscriptionStore store = new InMemorySubscriptionStore();
    store.add(
        Subscription.builder(SubscriptionId.next(now), SubscriptionRequest.of(TOPIC), now)
            .grant(new Grant(registration, new Lease(now, now.plus(Duration.ofDays(1)))))
            .lastUpdateAt(now)
            .build());
    return Subscriber.builder()
        .callbackBase(BASE)
        .store(store)
        .listener(update -> {})
        .build()
        .callbackHandler();
  }

  private CallbackRequest request(byte[] body) throws Exception {
    Secret secret = registration.secret();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
    HttpHeaders headers =
        HttpHeaders.of(
            Map.of(
                "Content-Type",
                List.of("application/atom+xml"),
                "X-Hub-Signature",
                List.of("sha256=" + HexFormat.of().formatHex(mac.doFinal(body)))),
            (name, value) -> true);
    return new CallbackRequest(
        "POST",
        "/" + registration.callback().value(),
        null,
        headers::allValues,
        () -> {
          throw new AssertionError("all headers were collected, though no listener read them");
        },
        body.length);
  }
}
