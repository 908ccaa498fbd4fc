package org.pushj.examples.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.examples.reader.ReaderClient.Subscribed;

/** Requests that guess callback tokens. */
class FloodTest {
  private static final int STRANGERS = 20;
  private static final int GUESSES = 500;

  private final World world = new World();
  private final ExecutorService strangers = Executors.newFixedThreadPool(STRANGERS);

  @AfterEach
  void end() {
    strangers.shutdownNow();
    world.close();
  }

  @Test
  @Tag("heavy")
  @DisplayName("VER-10, SEC-4: 10,000 deliveries to callbacks that do not exist are each 404")
  void reader_serves_afterManyGuesses() throws Exception {
    Subscribed subscribed = world.subscribed("/feed");
    List<Callable<Void>> guessing = new ArrayList<>();
    for (int i = 0; i < STRANGERS; i++) {
      guessing.add(this::guess);
    }
    for (Future<Void> guessed : strangers.invokeAll(guessing)) {
      guessed.get();
    }
    assertThat(world.updates()).isEmpty();
    assertThat(world.hub.deliver(subscribed.request(), new byte[] {1}, "text/plain").status())
        .isEqualTo(200);
    assertThat(world.updates()).hasSize(1);
  }

  private Void guess() {
    for (int i = 0; i < GUESSES; i++) {
      String path = "/callback/" + CallbackToken.random().value();
      HttpResponse<String> answer =
          world.send(world.to(path).POST(BodyPublishers.ofString("<feed/>")));
      assertThat(answer.statusCode()).isEqualTo(404);
      // Empty if the response is sent before the body has arrived.
      assertThat(answer.body()).isIn("", "There is no such subscription.");
    }
    return null;
  }
}
