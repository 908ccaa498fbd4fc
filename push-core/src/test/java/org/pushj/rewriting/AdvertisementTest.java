package org.pushj.rewriting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.WebLink;
import org.pushj.discovery.Rfc8288LinkHeaderParser;

class AdvertisementTest {
  private static final URI TOPIC = URI.create("https://blog.example/feed?a=1,2;3&copy=x");
  private static final URI HUB = URI.create("https://hub.example/?x=%2F&y='");
  private static final URI OTHER = URI.create("https://other.example/");
  private static final Advertisement ADVERTISEMENT =
      new Advertisement(TOPIC, List.of(HUB, OTHER, HUB));

  @Test
  @DisplayName("PUB-1: what is advertised in a header is found again, to the letter")
  void linkHeader_isFoundAgain() {
    List<WebLink> links =
        new Rfc8288LinkHeaderParser().parse(List.of(ADVERTISEMENT.linkHeader()), TOPIC);
    assertThat(WebLink.first(links, "self")).contains(TOPIC);
    assertThat(links).hasSize(3);
    assertThat(links.stream().filter(link -> link.hasRelation("hub")).map(WebLink::target))
        .containsExactly(HUB, OTHER);
  }

  @Test
  @DisplayName("PUB-1: links are escaped as markup asks for")
  void elements_areEscaped() {
    assertThat(ADVERTISEMENT.links())
        .isEqualTo(
            """
            <link rel="self" href="https://blog.example/feed?a=1,2;3&amp;copy=x"/>
            <link rel="hub" href="https://hub.example/?x=%2F&amp;y='"/>
            <link rel="hub" href="https://other.example/"/>\
            """);
    assertThat(ADVERTISEMENT.rssLinks())
        .startsWith(
            "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\""
                + " href=\"https://blog.example/feed?a=1,2;3&amp;copy=x\"/>\n"
                + "<atom:link xmlns:atom=");
    assertThat(Jsoup.parse(ADVERTISEMENT.links()).head().select("link").eachAttr("href"))
        .containsExactly(TOPIC.toString(), HUB.toString(), OTHER.toString());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://blog.example/\u00fc?\u65e5=\u00df, https://blog.example/%C3%BC?%E6%97%A5=%C3%9F",
    "https://b\u00fccher.example/, https://xn--bcher-kva.example/",
    "https://blog.example/e\u0301, https://blog.example/e%CC%81",
    "HTTPS://Blog.Example:443/%7ea, HTTPS://Blog.Example:443/%7ea",
    "http://[::1]:80/?a[]=1, http://[::1]:80/?a[]=1"
  })
  @DisplayName("PUB-1: a URL is one ASCII text in all places")
  void url_isOneAsciiText_whateverWasGiven(String given, String written) {
    Advertisement advertisement = new Advertisement(URI.create(given), List.of(URI.create(given)));
    assertThat(advertisement.self().toString()).isEqualTo(written);
    assertThat(advertisement.hubs()).extracting(URI::toString).containsExactly(written);
    assertThat(advertisement.linkHeader())
        .isEqualTo("<%1$s>; rel=\"self\", <%1$s>; rel=\"hub\"".formatted(written));
    assertThat(advertisement.links()).contains("href=\"" + written + "\"");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "/feed",
        "urn:x:y",
        "ftp://blog.example/",
        "https:///feed",
        "https://user:secret@blog.example/",
        "https://blog.example/#top",
        "https://blog_1.example_/",
        "http://0177.0.0.1/"
      })
  void advertisement_isRefused_whenStrangersCannotUseAUrl(String url) {
    for (URI[] urls : new URI[][] {{URI.create(url), HUB}, {TOPIC, URI.create(url)}}) {
      assertThatThrownBy(() -> new Advertisement(urls[0], List.of(OTHER, urls[1])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(urls[1].equals(HUB) ? "self must" : "hubs must")
          .hasMessageContaining("must be an http or https URL with a host")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void advertisement_isRefused_whenAUrlIsTooLong() {
    URI longest = URI.create("https://blog.example/" + "x".repeat(2027));
    assertThat(new Advertisement(longest, List.of(longest)).self()).isEqualTo(longest);
    assertThatThrownBy(() -> new Advertisement(URI.create(longest + "x"), List.of(HUB)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 2048 characters: it has 2049");
  }

  @Test
  void advertisement_isRefused_withoutAHub() {
    assertThatThrownBy(() -> new Advertisement(TOPIC, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hubs must not be empty");
  }
}
