package org.pushj.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.pushj.WebLink;
import org.pushj.fuzz.KeptInputs;
import org.pushj.fuzz.Repeated;

/** Any Link header: some links or none, in linear time. */
class LinkHeaderFuzzTest {
  private static final URI BASE = URI.create("https://blog.example/a?b");

  @FuzzTest(maxDuration = "1m")
  @Tag("fuzz")
  void linkHeader(byte[] input) throws Exception {
    kept(input);
  }

  @ParameterizedTest
  @ArgumentsSource(KeptInputs.class)
  void kept(byte[] input) throws Exception {
    String header = new String(Repeated.of(input), ISO_8859_1);
    Repeated.run(() -> check(header, new Rfc8288LinkHeaderParser().parse(List.of(header), BASE)));
  }

  private static void check(String header, List<WebLink> links) {
    assertThat(links).hasSizeLessThanOrEqualTo(Rfc8288LinkHeaderParser.MAX_LINKS);
    for (WebLink link : links) {
      assertThat(link.target().isAbsolute()).as(header).isTrue();
      assertThat(link.relations())
          .isNotEmpty()
          .allSatisfy(relation -> assertThat(relation).matches("[^ \\t\\n\\f\\r]+"));
      assertThat(URI.create(link.target().toString())).isEqualTo(link.target());
    }
  }
}
