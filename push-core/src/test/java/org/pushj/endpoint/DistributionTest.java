package org.pushj.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.CallbackToken;
import org.pushj.SignatureAlgorithm;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.Update;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackRequest;
import org.pushj.callback.CallbackResponse;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.monitoring.FailureLog;
import org.pushj.settings.CallbackSettings;
import org.pushj.spi.Monitor;
import org.pushj.subscriber.SubscriberStatistics;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;
import org.pushj.world.World.Held;

class DistributionTest {
  private final World world =
      new World(
          settings ->
              settings.callbacks(CallbackSettings.builder().maxUpdateBytes(1 << 20).build()));
  private Held active;

  @BeforeEach
  void subscribe() {
    active = world.active();
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName("DST-1, DST-2: an update carries what was delivered")
  void update_carriesWhatWasDelivered() {
    byte[] content = "\u00e9t\u00e9".getBytes(ISO_8859_1);
    CallbackReply reply =
        world
            .hub
            .delivery(active.request())
            .content(content, "text/plain; charset=ISO-8859-1")
            .header("X-Own", "1")
            .send();
    assertThat(reply.status()).isEqualTo(200);
    Update update = world.listener.awaitUpdate(World.SOON);
    assertThat(update.bytes()).isEqualTo(content);
    assertThat(update.text()).isEqualTo("\u00e9t\u00e9");
    assertThat(update.contentType()).contains("text/plain; charset=ISO-8859-1");
    assertThat(update.charset()).contains(ISO_8859_1);
    assertThat(update.headers().firstValue("x-own")).contains("1");
    assertThat(update.origin().subscription()).isEqualTo(active.subscription().id());
    assertThat(update.signatureAlgorithm()).contains(SignatureAlgorithm.SHA256);
    assertThat(update.receivedAt()).isEqualTo(world.clock.instant());
    assertThat(update.links()).hasSize(2);
    assertThat(update.links().get(0).target()).isEqualTo(active.subscription().topic());
    assertThat(update.sha256()).hasSize(64);
    assertThat(update.toString()).contains(update.id().toString()).contains("3 bytes");
  }

  @ParameterizedTest(name = "DST-2: {0} bytes")
  @ValueSource(ints = {0, 1, 8191, 8192, 100_000, 1 << 20})
  void update_isKeptByteForByte_whateverItsSize(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    assertThat(world.hub.deliver(active.request(), content, "image/png").status()).isEqualTo(200);
    assertThat(world.listener.awaitUpdate(World.SOON).bytes()).isEqualTo(content);
    assertThat(world.hub.delivery(active.request()).content(content).chunked().send().status())
        .isEqualTo(200);
    Update second = world.listener.awaitUpdate(2, World.SOON);
    assertThat(second.bytes()).isEqualTo(content);
    assertThat(second.contentType()).isEmpty();
  }

  @ParameterizedTest(name = "DST-4: Link: {0}")
  @ValueSource(strings = {"<http://other.example/>; rel=\"self\"", "<", ",,;=", "<x>; rel=\""})
  void update_belongsToItsCallback_whateverTheLinkHeadersSay(String link) {
    assertThat(
            world
                .hub
                .delivery(active.request())
                .content("x", "text/plain")
                .links(link)
                .send()
                .status())
        .isEqualTo(200);
    assertThat(world.listener.awaitUpdate(World.SOON).origin().subscription())
        .isEqualTo(active.subscription().id());
  }

  @Test
  @DisplayName("DST-5: a delivery that is repeated is another receipt of the same content")
  void update_isAnotherReceipt_whenItIsRepeated() {
    world.hub.deliver(active.request(), "x".getBytes(UTF_8), "text/plain");
    assertThat(world.hub.deliver(active.request(), "x".getBytes(UTF_8), "text/plain").status())
        .isEqualTo(200);
    List<Update> updates = world.listener.updates();
    assertThat(updates).hasSize(2);
    assertThat(updates.get(0).id()).isNotEqualTo(updates.get(1).id());
    assertThat(updates.get(0).sha256()).isEqualTo(updates.get(1).sha256());
  }

  @Test
  @DisplayName("DST-6: a delivery to the callback with one slash after it is that callback's")
  void update_arrives_withASlashAfterTheCallback() {
    CallbackReply reply =
        world.hub.delivery(active.request()).content("x", "text/plain").to("/").send();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(world.listener.awaitUpdate(World.SOON).text()).isEqualTo("x");
    assertThat(
            world
                .hub
                .delivery(active.request())
                .content("x", "text/plain")
                .to("//")
                .send()
                .status())
        .isEqualTo(404);
  }

  @Test
  @DisplayName("content in gzip is signed as it came, and arrives decoded")
  void update_isDecoded_whenItIsCompressed() throws IOException {
    byte[] content = "<feed/>".repeat(10_000).getBytes(UTF_8);
    assertThat(coded(gzip(content)).status()).isEqualTo(200);
    Update update = world.listener.awaitUpdate(World.SOON);
    assertThat(update.bytes()).isEqualTo(content);
    assertThat(update.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(update.contentType()).contains("text/xml");
  }

  @Test
  @DisplayName("SEC-1: what decodes to more than the limit is 413, and what does not decode 400")
  void update_isRefused_whenItIsWronglyCompressed() throws IOException {
    assertThat(coded(gzip(new byte[(1 << 20) + 1])).status()).isEqualTo(413);
    assertThat(coded("no gzip".getBytes(UTF_8)).status()).isEqualTo(400);
    assertThat(world.listener.updates()).isEmpty();
    assertThat(coded(gzip(new byte[1 << 20])).status()).isEqualTo(200);
  }

  private CallbackReply coded(byte[] content) {
    return world
        .hub
        .delivery(active.request())
        .content(content, "text/xml")
        .header("Content-Encoding", "gzip")
        .send();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  @DisplayName("SEC-9: what there is no memory for is asked for again, and small content arrives")
  void update_isAskedForAgain_whenThereIsNoMemory() {
    CallbackSettings settings =
        CallbackSettings.builder().maxUpdateBytes(1 << 20).maxBytesInMemory(4 << 20).build();
    List<Monitor.Delivery> results = new ArrayList<>();
    Monitor monitor =
        new Monitor() {
          @Override
          public void delivered(URI hub, Monitor.Delivery result, Duration time) {
            results.add(result);
          }
        };
    try (World small = new World(builder -> builder.callbacks(settings).monitor(monitor));
        RecordedLog log = new RecordedLog()) {
      Held one = small.active();
      Held other =
          small.held(SubscriptionRequest.of(small.site.advertise("/other", small.hub.url())));
      small.hub.verify(other.request());
      byte[] mebibyte = new byte[1 << 20];
      List<CallbackExchange> floods =
          List.of(
              hold(small, one, mebibyte), hold(small, one, mebibyte), hold(small, other, mebibyte));
      CallbackExchange refused = open(small, other, mebibyte);
      assertThat(refused.wantsContent()).isFalse();
      CallbackResponse answer = World.answer(refused);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.headers()).containsEntry("Retry-After", "2");
      assertThat(World.answer(open(small, other, mebibyte)).status()).isEqualTo(503);
      assertThat(results).containsExactly(Monitor.Delivery.NO_MEMORY, Monitor.Delivery.NO_MEMORY);
      assertThat(small.hub.deliver(other.request(), new byte[1000], "text/plain").status())
          .isEqualTo(200);
      floods.forEach(CallbackExchange::abandon);
      small.clock.advance(FailureLog.QUIET);
      assertThat(small.hub.deliver(other.request(), mebibyte, "text/plain").status())
          .isEqualTo(200);
      assertThat(log.lines())
          .filteredOn(line -> line.contains("memory"))
          .satisfiesExactly(
              line -> assertThat(line).startsWith("WARN There is no memory for a delivery"),
              line ->
                  assertThat(line)
                      .isEqualTo("INFO There is memory for deliveries again; 2 were answered 503"));
    }
  }

  private static CallbackExchange hold(World world, Held held, byte[] content) {
    CallbackExchange exchange = open(world, held, content);
    assertThat(exchange.wantsContent()).isTrue();
    return exchange;
  }

  private static CallbackExchange open(World world, Held held, byte[] content) {
    CallbackExchange exchange =
        world
            .subscriber
            .callbackHandler()
            .open(post(world, held, content.length, "sha256=" + "0".repeat(64)));
    exchange.content(content, 0, content.length);
    return exchange;
  }

  @Test
  @DisplayName("SEC-1: more than the limit is 413, declared or not")
  void update_isRefused_whenItIsTooLarge() {
    byte[] content = new byte[(1 << 20) + 1];
    assertThat(
            world
                .hub
                .delivery(active.request())
                .content(content, "text/plain")
                .chunked()
                .send()
                .status())
        .isEqualTo(413);
    CallbackExchange declared =
        world
            .subscriber
            .callbackHandler()
            .open(post(world, active, content.length, "sha256=" + "0".repeat(64)));
    assertThat(declared.wantsContent()).isFalse();
    assertThat(World.answer(declared).status()).isEqualTo(413);
    assertThat(world.listener.updates()).isEmpty();
  }

  @Test
  @DisplayName("DST-7: content that ends after the intent is not delivered")
  void update_isNotDelivered_whenTheApplicationUnsubscribesInTheMiddleOfIt() throws Exception {
    assertNotDelivered(() -> world.subscriber.unsubscribe(active.subscription().id()));
  }

  @Test
  @DisplayName("DST-7: nor is it where another node has unsubscribed, and the body took its time")
  void update_isNotDelivered_whenAnotherNodeUnsubscribesInTheMiddleOfIt() throws Exception {
    assertNotDelivered(
        () -> {
          Subscription stored = world.now(active.subscription());
          world.store.replace(stored, stored.toBuilder().wanted(false).build());
          world.clock.advance(Duration.ofSeconds(2));
        });
  }

  private void assertNotDelivered(Runnable inTheMiddle) throws GeneralSecurityException {
    byte[] content = "one half and the other".getBytes(UTF_8);
    CallbackExchange exchange =
        world
            .subscriber
            .callbackHandler()
            .open(post(world, active, content.length, signature(content)));
    exchange.content(content, 0, 8);
    inTheMiddle.run();
    exchange.content(content, 8, content.length - 8);
    assertThat(World.answer(exchange).status()).isEqualTo(410);
    assertThat(world.listener.updates()).isEmpty();
  }

  private String signature(byte[] content) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(active.request().secret().orElseThrow().getBytes(UTF_8), "HmacSHA256"));
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(content));
  }

  @Test
  void update_isAskedForAgain_whenTheListenerFails() {
    world.listener.failNextUpdates(1);
    CallbackReply reply = world.hub.deliver(active.request(), "x".getBytes(UTF_8), "text/plain");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).contains("60");
    assertThat(world.hub.deliver(active.request(), "x".getBytes(UTF_8), "text/plain").status())
        .isEqualTo(200);
    assertThat(world.subscriber.operations().statistics())
        .isEqualTo(new SubscriberStatistics(1, 1, 0, 0, 0, 0, 0, 0, 0, List.of()));
  }

  @Test
  void update_isAskedForAgain_whenTheListenerThrowsAnError() {
    world.listener.whenUpdated(
        update -> {
          throw new StackOverflowError("in the listener");
        });
    assertThat(world.hub.deliver(active.request(), new byte[1], "text/plain").status())
        .isEqualTo(503);
  }

  @Test
  void subscriptionListener_changesNothing_whenItFails() {
    world.listener.whenEvent(
        event -> {
          throw new IllegalStateException("in the listener");
        });
    world.site.advertise("/other", world.hub.url());
    assertThat(world.subscriber.subscribe(world.site.url("/other")).lease()).isNotNull();
  }

  @Test
  void requests_areAnswered503_whenTheStoreFails() {
    try (World broken = new World(new BrokenStore(), settings -> settings)) {
      CallbackRequest request =
          new CallbackRequest(
              "GET",
              "x".repeat(32),
              "hub.mode=subscribe",
              HttpHeaders.of(Map.of(), (n, v) -> true),
              -1);
      CallbackResponse response = World.answer(broken.subscriber.callbackHandler().open(request));
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.headers()).containsKey("Retry-After");
    }
  }

  private static CallbackRequest post(World world, Held held, long length, String signature) {
    String token = held.request().callback().substring(world.callbacks.base().toString().length());
    HttpHeaders headers =
        HttpHeaders.of(Map.of("X-Hub-Signature", List.of(signature)), (n, v) -> true);
    return new CallbackRequest("POST", "/" + token, null, headers, length);
  }

  /** A store whose database is away. */
  private static final class BrokenStore extends ForwardingSubscriptionStore {
    BrokenStore() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public Optional<Subscription> findByCallback(CallbackToken callback) {
      throw new StoreException("the database is away", null);
    }
  }
}
