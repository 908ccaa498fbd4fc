package org.pushj.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Links of the built site, the API documentation included, lead somewhere.
 *
 * <p>{@code .ci/run} builds the site, and names its folder in the property {@code push.site}.
 */
@EnabledIfSystemProperty(named = "push.site", matches = ".+", disabledReason = "no site is built")
class StagedSiteTest {
  private final Map<Path, Set<String>> anchors = new HashMap<>();

  @Test
  void links_leadToFilesAndAnchors() throws IOException {
    Path site = Guide.ROOT.resolve(System.getProperty("push.site")).toAbsolutePath().normalize();
    List<Path> pages;
    try (Stream<Path> files = Files.walk(site)) {
      pages = files.filter(file -> file.toString().endsWith(".html")).toList();
    }
    assertThat(pages)
        .contains(site.resolve("tour.html"), site.resolve("push-core/apidocs/index.html"));
    Map<Path, Set<String>> links = new TreeMap<>();
    for (Path page : pages) {
      Document document = Jsoup.parse(page);
      anchors.put(page, anchors(document));
      // Javadoc makes this page, with links to the group of packages "org.pushj" that it leaves
      // out.
      if (!page.endsWith("apidocs/constant-values.html")) {
        links.put(page, links(document));
      }
    }
    List<String> dead = new ArrayList<>();
    links.forEach(
        (page, targets) -> {
          for (String target : targets) {
            if (isDead(page, target)) {
              dead.add(site.relativize(page) + ": " + target);
            }
          }
        });
    assertThat(dead).as("dead links of the site").isEmpty();
  }

  private boolean isDead(Path page, String target) {
    URI uri = URI.create(target.replace(" ", "%20"));
    if (uri.isAbsolute() || uri.getAuthority() != null) {
      return false;
    }
    Path found = uri.getPath().isEmpty() ? page : page.resolveSibling(uri.getPath()).normalize();
    if (Files.isDirectory(found)) {
      found = found.resolve("index.html");
    }
    if (!Files.exists(found)) {
      return true;
    }
    String anchor = uri.getFragment();
    return anchor != null
        && !anchor.isEmpty()
        && !anchors.getOrDefault(found, Set.of(anchor)).contains(anchor);
  }

  private static Set<String> anchors(Document page) {
    Set<String> anchors = new HashSet<>(page.select("[id]").eachAttr("id"));
    anchors.addAll(page.select("a[name]").eachAttr("name"));
    return anchors;
  }

  private static Set<String> links(Document page) {
    Set<String> links = new HashSet<>();
    for (Element link : page.select("[href], [src]")) {
      links.add(link.hasAttr("href") ? link.attr("href") : link.attr("src"));
    }
    return links;
  }
}
