package org.pushj.examples.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.examples.hub.FakeSubscriber.Delivery;
import org.pushj.signature.HmacSignatureVerifier;
import org.pushj.spi.SignatureVerifier;

/** Feed deliveries without the entries that a subscriber has already (W3C WebSub section 7). */
class HubDeltaTest {
  private static final String FIRST = entry("first");
  private static final String SECOND = entry("second");
  private static final String THIRD = entry("third");

  private final FakeTopicSite site = new FakeTopicSite();
  private final FakeSubscriber subscriber = new FakeSubscriber();
  private final HubDriver hub = HubDriver.start(HubDriver.settings().withDeltas(true));

  @AfterEach
  void close() {
    hub.close();
    subscriber.close();
    site.close();
  }

  @Test
  void delivery_hasOnlyTheNewEntries_afterTheFullFeed() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());

    publish(feed(FIRST));
    assertThat(subscriber.nextDelivery().text()).isEqualTo(feed(FIRST));
    publish(feed(SECOND, FIRST));
    assertThat(subscriber.nextDelivery().element()).isEqualTo(feed(SECOND));
    publish(feed(THIRD, SECOND, FIRST));
    assertThat(subscriber.nextDelivery().element()).isEqualTo(feed(THIRD));
  }

  @Test
  void delivery_isSignedAsSent() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic(), "hub.secret=Jefe");
    publish(feed(FIRST));
    subscriber.nextDelivery();

    publish(feed(SECOND, FIRST));

    Delivery delta = subscriber.nextDelivery();
    assertThat(delta.element()).isEqualTo(feed(SECOND));
    HttpHeaders headers = HttpHeaders.of(delta.headers(), (name, value) -> true);
    assertThat(
            new HmacSignatureVerifier(SignatureAlgorithm.SHA256)
                .verify(headers, new Secret("Jefe"), delta.text().getBytes(UTF_8)))
        .isInstanceOf(SignatureVerifier.Result.Valid.class);
    assertThat(headers.firstValue("Content-Type")).hasValue("application/atom+xml; charset=utf-8");
  }

  @Test
  void delivery_isTheSame_whenItIsRepeated() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());
    answer(204, 503, 204);
    publish(feed(FIRST));
    subscriber.nextDelivery();

    publish(feed(SECOND, FIRST));

    assertThat(subscriber.nextDelivery().element()).isEqualTo(feed(SECOND));
    assertThat(subscriber.nextDelivery().element()).isEqualTo(feed(SECOND));
  }

  @Test
  void delivery_hasAllMissingEntries_whenTheSubscriberMissedAVersion() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());
    answer(204, 500, 500, 500, 204);
    publish(feed(FIRST));
    subscriber.nextDelivery();
    publish(feed(SECOND, FIRST));
    for (int attempt = 1; attempt <= HubDriver.settings().backOff().attempts(); attempt++) {
      assertThat(subscriber.nextDelivery().element()).isEqualTo(feed(SECOND));
    }

    publish(feed(THIRD, SECOND, FIRST));

    assertThat(subscriber.nextDelivery().element()).isEqualTo(feed(THIRD, SECOND));
  }

  @Test
  void delivery_isFull_whenTheSubscriberIsNew() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());
    publish(feed(FIRST));
    subscriber.nextDelivery();
    try (FakeSubscriber later = new FakeSubscriber()) {
      hub.subscribeAndAwait(2, later, site.topic());

      publish(feed(SECOND, FIRST));

      assertThat(later.nextDelivery().text()).isEqualTo(feed(SECOND, FIRST));
      assertThat(subscriber.nextDelivery().element()).isEqualTo(feed(SECOND));
    }
  }

  @Test
  void delivery_isFull_unlessDeltasAreOn() throws Exception {
    try (HubDriver plain = HubDriver.start()) {
      plain.subscribeAndAwait(1, subscriber, site.topic());
      for (String content : new String[] {feed(FIRST), feed(SECOND, FIRST)}) {
        site.serve(200, content);
        plain.publish(site.topic());
        assertThat(subscriber.nextDelivery().text()).isEqualTo(content);
      }
    }
  }

  /** Sets what the subscriber answers to each delivery in turn. */
  private void answer(Integer... statuses) {
    subscriber.answerDeliveries(new LinkedBlockingQueue<>(List.of(statuses))::remove);
  }

  private void publish(String content) throws Exception {
    site.serve(200, content);
    hub.publish(site.topic());
  }

  private static String feed(String... entries) {
    return "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>News</title>"
        + String.join("", entries)
        + "</feed>";
  }

  private static String entry(String id) {
    return "<entry><id>urn:" + id + "</id></entry>";
  }
}
