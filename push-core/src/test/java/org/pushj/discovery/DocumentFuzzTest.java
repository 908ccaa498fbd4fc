package org.pushj.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.pushj.MediaType;
import org.pushj.WebLink;
import org.pushj.fuzz.KeptInputs;
import org.pushj.fuzz.Repeated;

/**
 * Any document under any of the types: some links or none, in linear time; or a clear word that the
 * parser of the JDK failed on it.
 */
class DocumentFuzzTest {
  private static final URI URL = URI.create("https://blog.example/a/feed?x=1");
  private static final List<String> TYPES =
      List.of(
          "application/atom+xml",
          "text/html",
          "application/xhtml+xml",
          "text/plain; charset=utf-16");

  @FuzzTest(maxDuration = "1m")
  @Tag("fuzz")
  void document(byte[] input) throws Exception {
    kept(input);
  }

  @ParameterizedTest
  @ArgumentsSource(KeptInputs.class)
  void kept(byte[] input) throws Exception {
    byte[] document = Repeated.of(input);
    for (String type : TYPES) {
      Repeated.run(() -> check(document, type));
    }
  }

  private static void check(byte[] document, String type) {
    List<WebLink> links = links(document, type);
    assertThat(links).hasSizeLessThanOrEqualTo(DocumentSearch.MAX_LINKS);
    for (WebLink link : links) {
      assertThat(link.target().isAbsolute()).isTrue();
      assertThat(link.relations()).isNotEmpty();
    }
  }

  private static List<WebLink> links(byte[] document, String type) {
    try {
      return DocumentSearch.search(new ByteArrayInputStream(document), MediaType.parse(type), URL)
          .links();
    } catch (IOException failed) {
      assertThat(failed)
          .hasMessageContaining("parser failed")
          .hasRootCauseInstanceOf(RuntimeException.class);
      return List.of();
    }
  }
}
