package org.pushj.examples.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pushj.examples.reader.ReaderClient.Subscribed;

class DrainTest {

  @Test
  void reader_isNotReady_butAcceptsDeliveries_whileItDrains() {
    try (World world = new World()) {
      Subscribed subscribed = world.subscribed("/feed");
      assertThat(world.get("/ready").statusCode()).isEqualTo(200);
      world.reader.drain();
      assertThat(world.get("/ready").statusCode()).isEqualTo(503);
      assertThat(
              world
                  .hub
                  .deliver(subscribed.request(), "news".getBytes(UTF_8), "text/plain")
                  .status())
          .isEqualTo(200);
    }
  }
}
