package org.pushj.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Links of the Markdown files lead somewhere on a forge, where nothing but the repository is. */
class ForgeLinksTest {
  private static final Path ROOT = Guide.ROOT.toAbsolutePath().normalize();

  @Test
  void links_leadToFilesAndHeadings() throws IOException {
    List<Guide> guides = Guide.all();
    assertThat(guides).extracting(Guide::name).contains("README.md", "src-site/markdown/tour.md");
    List<String> dead = new ArrayList<>();
    for (Guide guide : guides) {
      for (Element link : guide.shown().select("[href], [src]")) {
        String target = link.hasAttr("href") ? link.attr("href") : link.attr("src");
        String problem = problem(guide, target);
        if (!problem.isEmpty()) {
          dead.add(guide.name() + ": " + target + " " + problem);
        }
      }
    }
    assertThat(dead).as("dead links, as a forge shows the files").isEmpty();
  }

  private static String problem(Guide guide, String target) {
    URI uri = URI.create(target);
    if (uri.isAbsolute()) {
      return "";
    }
    String path = uri.getPath();
    Path found = path.isEmpty() ? guide.file() : guide.file().resolveSibling(path).normalize();
    if (path.startsWith("/") || !found.toAbsolutePath().normalize().startsWith(ROOT)) {
      return "leads out of the repository";
    }
    if (!Files.exists(found) || found.toString().contains("/target/")) {
      return "does not exist";
    }
    String anchor = uri.getFragment();
    if (anchor == null) {
      return "";
    }
    if (!found.toString().endsWith(".md")) {
      return "has an anchor, though it is no Markdown";
    }
    List<String> anchors = Guide.read(found).shown().select("[id]").eachAttr("id");
    return anchors.contains(anchor) ? "" : "has no such heading: there are " + anchors;
  }
}
