package org.pushj.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The poms that users copy state their versions themselves: those that this build is tested with.
 */
class CopiedPomsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "examples/start/tomcat/pom.xml",
        "examples/start/jetty/pom.xml",
        "examples/start/plain/pom.xml",
        "examples/jakarta-ee/pom-of-a-copy.xml"
      })
  void versions_areThoseOfThisBuild(String pom) throws IOException {
    Document build = read("pom.xml");
    Map<String, String> expected = versions(build);
    expected.put("push.version", build.select("project > version").text());
    Map<String, String> copied = versions(read(pom));
    assertThat(copied).containsKeys("push.version", "slf4j.version", "maven-compiler-plugin");
    copied.keySet().retainAll(expected.keySet());
    expected.keySet().retainAll(copied.keySet());
    assertThat(copied).isEqualTo(expected);
  }

  /** Returns the versions of libraries, by property, and of plugins, by name. */
  private static Map<String, String> versions(Document pom) {
    Map<String, String> versions = new HashMap<>();
    for (Element property : pom.select("project > properties > *")) {
      if (property.tagName().endsWith(".version")) {
        versions.put(property.tagName(), property.text());
      }
    }
    for (Element plugin : pom.select("plugin:has(> version)")) {
      versions.put(plugin.select("> artifactId").text(), plugin.select("> version").text());
    }
    return versions;
  }

  private static Document read(String pom) throws IOException {
    Path file = Guide.ROOT.resolve(pom);
    return Jsoup.parse(Files.readString(file), "", Parser.xmlParser());
  }
}
