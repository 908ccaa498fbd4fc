package org.pushj.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.pushj.UpdateId;

class ArrivedUpdateTest {
  private final UpdateId id = UpdateId.next(Instant.EPOCH);

  @Test
  void line_hasNoTerminalControlCharacters() {
    assertThat(update("text/\u001b[2J\u009b\n").toString())
        .isEqualTo(id + " https://blog.example/feed text/?[2J?? 2 bytes");
    URI topic = URI.create("https://blog.example/\u202e");
    assertThat(new ArrivedUpdate(id, topic, "text/html", new byte[2]).toString())
        .isEqualTo(id + " https://blog.example/%E2%80%AE text/html 2 bytes");
  }

  @Test
  void line_saysUnknown_whenThereIsNoType() {
    assertThat(update(null).toString())
        .isEqualTo(id + " https://blog.example/feed unknown 2 bytes");
  }

  private ArrivedUpdate update(String type) {
    return new ArrivedUpdate(id, URI.create("https://blog.example/feed"), type, new byte[2]);
  }
}
