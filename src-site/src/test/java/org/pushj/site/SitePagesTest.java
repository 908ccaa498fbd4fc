package org.pushj.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SitePagesTest {
  private static final Pattern ANCHOR = Pattern.compile("(?m)^#+ <a id=\"([^\"]+)\"></a>");

  private final SitePages pages = new SitePages(Guide.ROOT, "");

  @Test
  void heading_getsTheAnchorOfTheForge() throws IOException {
    for (Guide guide : Guide.all()) {
      List<String> anchors =
          ANCHOR
              .matcher(pages.page(guide.text()))
              .results()
              .map((MatchResult found) -> found.group(1))
              .toList();
      assertThat(anchors)
          .as(guide.name())
          .isEqualTo(guide.shown().select("h1, h2, h3, h4, h5, h6").eachAttr("id"));
    }
  }

  @Test
  void heading_getsAnAnchorOfItsOwn_whenAnotherHasItsText() throws IOException {
    assertThat(pages.page("## In `web.xml`\n## In web.xml\n"))
        .isEqualTo(
            "## <a id=\"in-webxml\"></a>In `web.xml`\n## <a id=\"in-webxml-1\"></a>In web.xml\n");
  }

  @Test
  void link_leadsToThePictureOnTheSite() throws IOException {
    assertThat(pages.page("![A page](../resources/images/a.png)"))
        .isEqualTo("![A page](images/a.png)");
  }

  @Test
  void link_leadsToTheApi_whenTheGuideLinksToASource() throws IOException {
    assertThat(pages.page("[x](../../push-core/src/main/java/org/pushj/Update.java)"))
        .isEqualTo("[x](push-core/apidocs/org.pushj/org/pushj/Update.html)");
    assertThat(
            pages.page("[x](../../push-servlet/src/main/java/org/pushj/servlet/package-info.java)"))
        .isEqualTo(
            "[x](push-servlet/apidocs/org.pushj.servlet/org/pushj/servlet/package-summary.html)");
    assertThat(pages.page("[x](../../push-jpa/src/main/java/module-info.java)"))
        .isEqualTo("[x](push-jpa/apidocs/index.html)");
  }

  @Test
  void link_toAnotherFile_leadsToTheForge() throws IOException {
    String guide = "See [the\nexample](../../examples/war/pom.xml), and [leases](leases.md#when).";
    assertThat(new SitePages(Guide.ROOT, "https://forge.example/push/").page(guide))
        .isEqualTo(
            "See [the\nexample](https://forge.example/push/examples/war/pom.xml), and"
                + " [leases](leases.md#when).");
  }

  @Test
  void link_toAnotherFile_isLeftOut_whenTheForgeIsNotKnown() throws IOException {
    assertThat(pages.page("See [the\nexample](../../examples/war/pom.xml)."))
        .isEqualTo("See the\nexample.");
  }

  @Test
  void code_staysAsItIs() throws IOException {
    String code = "```sh\n# no heading\n[x](../resources/x)\n```\n";
    assertThat(pages.page("# A\n" + code + "# B\n" + code))
        .isEqualTo("# <a id=\"a\"></a>A\n" + code + "# <a id=\"b\"></a>B\n" + code);
  }
}
