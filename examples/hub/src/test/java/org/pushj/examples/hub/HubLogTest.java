package org.pushj.examples.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the hub logs. */
class HubLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.pushj.examples.hub");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getFormattedMessage());
        }
      };

  @BeforeEach
  void listen() {
    logger.setLevel(Level.DEBUG);
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(appender);
    logger.setLevel(null);
  }

  @Test
  void log_reportsEachChange_withoutSecretAndToken() throws Exception {
    try (HubDriver hub = HubDriver.start();
        FakeTopicSite site = new FakeTopicSite();
        FakeSubscriber subscriber = new FakeSubscriber()) {
      hub.subscribeAndAwait(1, subscriber, site.topic(), "hub.secret=confidential");
      hub.publish(site.topic());
      subscriber.nextDelivery();
      subscriber.answerVerifications(404, UnaryOperator.identity());
      hub.unsubscribe(subscriber, site.topic());
      awaitLine("Not confirmed: unsubscribe ");
      subscriber.vanish();
      site.serve(200, "second");
      hub.publish(site.topic());
      awaitLine("Given up after 3 attempts: ");
    }

    assertThat(lines)
        .anyMatch(line -> line.startsWith("Hub for development and tests at http://localhost:"))
        .anyMatch(line -> line.startsWith("Subscribed: "))
        .anyMatch(line -> line.startsWith("Distributing "))
        .anyMatch(line -> line.startsWith("Delivered: "))
        .noneMatch(line -> line.contains("confidential"))
        .noneMatch(line -> line.contains(FakeSubscriber.TOKEN));
  }

  @Test
  void log_isNotTurnedByATopic() throws Exception {
    try (HubDriver hub = HubDriver.start();
        FakeTopicSite site = new FakeTopicSite();
        FakeSubscriber subscriber = new FakeSubscriber()) {
      URI topic = URI.create(site.topic() + "\u202egpj.exe");
      hub.subscribeAndAwait(1, subscriber, topic);
      hub.publish(topic);
      awaitLine("Distributing ");
      site.serve(404, "gone");
      hub.publish(topic);
      awaitLine("Not distributed: ");
      hub.publish(URI.create("http://blog.example/\u202e"));
      awaitLine("http://blog.example/%E2%80%AE has no subscribers");
    }
    assertThat(lines).noneMatch(line -> line.contains("\u202e"));
  }

  private void awaitLine(String start) {
    await().until(() -> lines.stream().anyMatch(line -> line.startsWith(start)));
  }
}
