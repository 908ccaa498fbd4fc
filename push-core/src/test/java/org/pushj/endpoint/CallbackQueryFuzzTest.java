package org.pushj.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLEncoder;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.pushj.fuzz.KeptInputs;
import org.pushj.fuzz.Repeated;

/** Any query of a hub's GET: refused, or read to the same values however it is encoded. */
class CallbackQueryFuzzTest {

  @FuzzTest(maxDuration = "1m")
  @Tag("fuzz")
  void query(byte[] input) throws Exception {
    kept(input);
  }

  @ParameterizedTest
  @ArgumentsSource(KeptInputs.class)
  void kept(byte[] input) throws Exception {
    String raw = new String(Repeated.of(input), ISO_8859_1);
    Repeated.run(() -> CallbackQuery.parse(raw).ifPresent(CallbackQueryFuzzTest::check));
  }

  private static void check(CallbackQuery query) {
    Optional<String> topic = query.get("hub.topic");
    if (topic.isPresent()) {
      String again = "a=b&hub.topic=" + URLEncoder.encode(topic.get(), UTF_8);
      CallbackQuery read = CallbackQuery.parse(again).orElseThrow();
      assertThat(read.get("hub.topic")).isEqualTo(topic);
      assertThat(read.isAboutTopic(topic.get())).isTrue();
      assertThat(query.isAboutTopic(topic.get())).isTrue();
    }
    assertThat(query.get("a")).isEmpty();
  }
}
