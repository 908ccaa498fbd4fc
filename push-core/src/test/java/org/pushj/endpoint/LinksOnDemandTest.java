package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Update;
import org.pushj.discovery.Rfc8288LinkHeaderParser;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.spi.LinkHeaderParser;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.world.World;

/** The Link headers of deliveries cost nothing where the listener does not read them. */
class LinksOnDemandTest {
  private final AtomicInteger parsed = new AtomicInteger();

  @ParameterizedTest(name = "with inbox: {0}")
  @ValueSource(booleans = {false, true})
  void linkHeaders_areParsedOnce_whenTheListenerAsks(boolean inbox) {
    UnaryOperator<SubscriberBuilder> settings = builder -> builder.linkHeaderParser(counting());
    try (World world =
        new World(
            inbox
                ? builder -> settings.apply(builder.inbox(new InMemoryUpdateInbox()))
                : settings)) {
      World.Held active = world.active();
      parsed.set(0);
      assertThat(world.deliver(active.request())).isEqualTo(200);
      world.subscriber.runDueWork();
      Update update = world.listener.awaitUpdate(World.SOON);
      assertThat(parsed).hasValue(0);

      assertThat(update.links()).hasSize(2);
      assertThat(update.links()).isSameAs(update.links());
      assertThat(update.links().get(0).target()).isEqualTo(active.subscription().topic());
      assertThat(parsed).hasValue(1);
    }
  }

  private LinkHeaderParser counting() {
    LinkHeaderParser parser = new Rfc8288LinkHeaderParser();
    return (values, base) -> {
      parsed.incrementAndGet();
      return parser.parse(values, base);
    };
  }
}
