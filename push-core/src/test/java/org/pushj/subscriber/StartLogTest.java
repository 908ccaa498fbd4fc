package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.pushj.callback.CallbackRequest;
import org.pushj.http.JdkHttpTransport;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.ManualClock;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;

/** The line that a subscriber logs when it begins to work. */
class StartLogTest {
  private static final String FACTS =
      "INFO Subscriber is running: callback base https://reader.example/push/, store"
          + " InMemorySubscriptionStore, inbox none, URL policy public addresses only, background"
          + " work ";

  private final ManualClock clock = new ManualClock();
  private final SubscriberBuilder settings =
      Subscriber.builder()
          .callbackBase(URI.create("https://reader.example/push"))
          .listener(update -> {})
          .clock(clock);

  @Test
  void log_hasOneLine_whenTheSubscriberIsStarted() {
    assertThat(
            lines(
                subscriber -> {
                  subscriber.start();
                  subscriber.start();
                  subscriber.runDueWork();
                }))
        .containsExactly(FACTS + "on");
  }

  @Test
  void log_hasOneLine_whenTheApplicationDoesTheWork() {
    assertThat(
            lines(
                subscriber -> {
                  subscriber.runDueWork();
                  subscriber.runDueWork();
                  clock.advance(Duration.ofHours(1));
                  request(subscriber);
                }))
        .containsExactly(FACTS + "on, by runDueWork()");
  }

  @Test
  void log_hasOneLine_whenNothingDoesTheWork() {
    assertThat(
            lines(
                subscriber -> {
                  request(subscriber);
                  clock.advance(Duration.ofSeconds(61));
                  request(subscriber);
                  request(subscriber);
                }))
        .containsExactly(FACTS + "off");
  }

  @Test
  void log_hasAnotherLine_whenTheWorkBeginsLate() {
    assertThat(
            lines(
                subscriber -> {
                  clock.advance(Duration.ofSeconds(61));
                  request(subscriber);
                  subscriber.start();
                }))
        .containsExactly(FACTS + "off", FACTS + "on");
  }

  @Test
  void log_namesTheParts() {
    settings
        .store(new ForwardingSubscriptionStore(new InMemorySubscriptionStore()) {})
        .inbox(new InMemoryUpdateInbox())
        .urlPolicy(UrlPolicy.allowPrivate());
    assertThat(lines(Subscriber::start))
        .singleElement()
        .asString()
        .contains(
            "store org.pushj.subscriber.StartLogTest$1, inbox InMemoryUpdateInbox, URL policy"
                + " private addresses too,");
    settings.transport(JdkHttpTransport.builder().build());
    assertThat(lines(Subscriber::start))
        .singleElement()
        .asString()
        .contains("URL policy that of JdkHttpTransport,");
  }

  private List<String> lines(Consumer<Subscriber> use) {
    try (RecordedLog log = new RecordedLog();
        Subscriber subscriber = settings.build()) {
      use.accept(subscriber);
      return log.allLines();
    }
  }

  /** Sends what a hub may send, to a callback that there is not. */
  private static void request(Subscriber subscriber) {
    World.answer(
        subscriber
            .callbackHandler()
            .open(
                new CallbackRequest(
                    "GET", "x".repeat(32), "", HttpHeaders.of(Map.of(), (a, b) -> true), -1)));
  }
}
