package org.pushj.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.MissingResourceException;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.pushj.DocumentException;
import org.pushj.TopicLinks;
import org.pushj.fuzz.KeptInputs;
import org.pushj.fuzz.Repeated;

/**
 * Any document: refused, or rewritten in linear time, to one that is still well-formed, in which
 * discovery finds our links alone, and which a second rewriting leaves as it is.
 */
class RewritingFuzzTest {
  private static final List<String> TYPES = List.of("application/xml", "text/html");

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
    Optional<byte[]> rewritten = rewritten(document, type);
    if (rewritten.isEmpty()) {
      return;
    }
    if (type.endsWith("xml") && isWellFormed(document)) {
      assertThat(isWellFormed(rewritten.get())).isTrue();
      TopicLinks found = Rewriting.discover(rewritten.get(), type);
      assertThat(found.topic()).isEqualTo(Rewriting.SELF);
      assertThat(found.hubs()).containsExactly(Rewriting.HUB, Rewriting.SECOND_HUB);
    }
    assertThat(Rewriting.rewrite(rewritten.get(), type)).isEqualTo(rewritten.get());
  }

  private static Optional<byte[]> rewritten(byte[] document, String type) {
    try {
      return Optional.of(Rewriting.rewrite(document, type));
    } catch (DocumentException refused) {
      assertThat(refused).hasMessageNotContaining("null");
      return Optional.empty();
    }
  }

  private static boolean isWellFormed(byte[] document) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
      while (reader.hasNext()) {
        reader.next();
      }
      return true;
    } catch (XMLStreamException | MissingResourceException e) {
      // Some versions of the parser lack the text for an invalid character in a document type.
      return false;
    }
  }
}
