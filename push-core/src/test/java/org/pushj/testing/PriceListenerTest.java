package org.pushj.testing;

// START SNIPPET: listener
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;
import org.pushj.tck.PushExtension;

@ExtendWith(PushExtension.class)
class PriceListenerTest {

  /** The class under test: stores prices such as {@code tea=3}, one per line. */
  record PriceListener(Map<String, Integer> prices) implements UpdateListener {
    @Override
    public void onUpdate(Update update) {
      for (String line : update.text().lines().toList()) {
        int equals = line.indexOf('=');
        prices.put(line.substring(0, equals), Integer.valueOf(line.substring(equals + 1)));
      }
    }
  }

  private final Map<String, Integer> prices = new ConcurrentHashMap<>();
  private Subscriber subscriber;
  private HubRequest request;

  @BeforeEach
  void subscribe(FakeHub hub, FakeTopicSite site, CallbackServer callback) {
    subscriber =
        Subscriber.builder()
            .callbackBase(callback.base())
            .listener(new PriceListener(prices))
            .urlPolicy(UrlPolicy.allowPrivate()) // the fakes listen on 127.0.0.1
            .build();
    callback.serve(subscriber.callbackHandler());
    subscriber.subscribe(site.advertise("/prices", hub.url()));
    request = hub.requests("subscribe").get(0);
  }

  @AfterEach
  void close() {
    subscriber.close();
  }

  @Test
  void storesThePrices(FakeHub hub) {
    CallbackReply reply = hub.deliver(request, "tea=3\ncoffee=4".getBytes(UTF_8), "text/plain");

    assertEquals(200, reply.status());
    assertEquals(Map.of("tea", 3, "coffee", 4), prices);
  }

  @Test
  void makesTheHubRetry_whenAPriceIsNotANumber(FakeHub hub) {
    CallbackReply reply = hub.deliver(request, "tea=cheap".getBytes(UTF_8), "text/plain");

    assertEquals(503, reply.status());
    assertEquals(Map.of(), prices);
  }

  @Test
  void isNotCalled_whenTheSignatureIsWrong(FakeHub hub) {
    hub.delivery(request).content("tea=1", "text/plain").secret("guessed").send();

    assertEquals(Map.of(), prices);
  }
}
// END SNIPPET: listener
