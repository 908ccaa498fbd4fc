package org.pushj.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.publisher.Publisher;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.InboxWorld;
import org.pushj.world.World;
import org.pushj.world.World.Held;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The log lines about a subscription or a hub say so in their MDC, and no others do. */
class LogContextTest {
  private static final String SUBSCRIPTION = "push.subscription";
  private static final String HUB = "push.hub";

  private final Logger logger = (Logger) LoggerFactory.getLogger("org.pushj");
  private final Level levelBefore = logger.getLevel();
  private final Lines lines = new Lines();

  @BeforeEach
  void record() {
    lines.start();
    logger.setLevel(Level.DEBUG);
    logger.addAppender(lines);
    logger.setAdditive(false);
  }

  @AfterEach
  void end() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
    logger.setLevel(levelBefore);
    MDC.clear();
  }

  @Test
  void lines_nameTheSubscriptionAndItsHub_whileItIsWorkedOn() {
    try (World world = new World()) {
      Held active = world.active();
      world.hub.behaviour(HubBehaviour.refuse(503, "busy"));
      assertThatThrownBy(() -> world.subscriber.renew(active.subscription().id()))
          .isInstanceOf(HubException.class);
      world.pass(Duration.ofDays(5));
      world.deliver(active.request());
      Map<String, String> both =
          Map.of(SUBSCRIPTION, active.subscription().id().toString(), HUB, "127.0.0.1");
      assertThat(lines.about("is ACTIVE after a failure")).hasSizeGreaterThan(1).containsOnly(both);
      assertThat(lines.about("is ACTIVE until")).containsExactly(both);
      assertThat(lines.about("was taken")).containsExactly(both);
    }
  }

  @Test
  void lines_ofTheListenerNameThem_onPoolThreadsToo_andNoneAfterwards() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try (InboxWorld world =
        new InboxWorld(
            new InMemoryUpdateInbox(),
            DeliverySettings.builder().executor(one),
            settings -> settings)) {
      world.world.listener.whenUpdated(update -> logger.info("mine"));
      world.post("news");
      world.work();
      one.submit(() -> logger.info("after")).get();
      logger.info("here");
      String id = world.active.subscription().id().toString();
      assertThat(lines.about("mine")).containsExactly(Map.of(SUBSCRIPTION, id, HUB, "127.0.0.1"));
      assertThat(lines.about("after")).containsExactly(Map.of());
      assertThat(lines.about("here")).containsExactly(Map.of());
    } finally {
      one.shutdown();
    }
  }

  @Test
  void lines_haveWhatTheApplicationHadSet_again() {
    MDC.put(HUB, "mine");
    MDC.put("request", "7");
    try (World world = new World()) {
      world.active();
      assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of(HUB, "mine", "request", "7"));
    }
  }

  @Test
  void lines_ofPingsNameTheHub() {
    try (World world = new World();
        Publisher publisher =
            Publisher.builder().hubs(world.hub.url()).urlPolicy(UrlPolicy.allowPrivate()).build()) {
      world.hub.behaviour(HubBehaviour.refuse(503, "busy"));
      publisher.publishLater(world.feed());
      publisher.runDueWork();
      assertThat(lines.about("did not take")).containsExactly(Map.of(HUB, "127.0.0.1"));
    }
  }

  /** What was logged, with what its MDC was then. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> contexts = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      contexts.add(Map.copyOf(event.getMDCPropertyMap()));
      texts.add(event.getFormattedMessage());
    }

    List<Map<String, String>> about(String text) {
      return IntStream.range(0, texts.size())
          .filter(i -> texts.get(i).contains(text))
          .mapToObj(contexts::get)
          .toList();
    }
  }
}
