package org.pushj.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.DiscoveryException;
import org.pushj.TopicLinks;
import org.pushj.discovery.ScriptedTransport.Answer;
import org.pushj.spi.HttpTransport;

class WebTopicDiscovererTest {
  static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String FEED = "https://site.example/feed";
  private static final String HUB_LINK = "<https://hub.example/>; rel=hub";
  private static final String HUB_ELEMENT = "<link rel=hub href=https://hub.example/>";

  private final ScriptedTransport web = new ScriptedTransport();

  @Test
  @DisplayName("DISC-1: one GET, which prefers feeds and says who asks")
  void discover_sendsOneGet() {
    web.page(FEED, Answer.html(HUB_ELEMENT));
    discover(FEED);
    assertThat(web.requests()).hasSize(1);
    HttpTransport.Request request = web.requests().get(0);
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.body()).isNull();
    assertThat(request.headers()).containsEntry("User-Agent", "test/1");
    assertThat(request.headers().get("Accept"))
        .startsWith("application/atom+xml, application/rss+xml")
        .endsWith("*/*;q=0.5");
    assertThat(request.deadline()).isPositive().isLessThanOrEqualTo(DEADLINE);
    assertThat(request.maxBodyBytes()).isEqualTo(2 << 20);
  }

  @Test
  @DisplayName("DISC-2: a document is not read once the headers name a hub")
  void discover_readsNoDocument_whenTheHeadersNameAHub() {
    web.page(FEED, Answer.html("x").header("Link", HUB_LINK));
    assertThat(discover(FEED).topic()).hasToString(FEED);
    assertThat(web.last().bytesRead()).isZero();
    assertThat(web.allAreClosed()).isTrue();
  }

  @Test
  @DisplayName("DISC-2: a self link counts from where the hub is, and else from the headers")
  void discover_takesTheSelfLink_thatStandsWithTheHub() {
    web.page(FEED, Answer.html("<link rel=self href=/page>").header("Link", HUB_LINK));
    assertThat(discover(FEED).topic()).hasToString(FEED);
    web.page(
        FEED,
        Answer.html(HUB_ELEMENT + "<link rel=self href=/page>")
            .header("Link", "</header>; rel=self"));
    assertThat(discover(FEED).topic()).hasToString("https://site.example/page");
    web.page(FEED, Answer.html(HUB_ELEMENT).header("Link", "</header>; rel=self"));
    assertThat(discover(FEED).topic()).hasToString("https://site.example/header");
  }

  @ParameterizedTest(name = "SUB-2: a self link to {0}")
  @CsvSource({
    "https://site.example, https://site.example",
    "HTTPS://Site.Example:443/a/../b/%7e?x=%2f&y=#part,"
        + " HTTPS://Site.Example:443/a/../b/%7e?x=%2f&y=#part",
    "http://site.example:80/feed, http://site.example:80/feed",
    "/a b|c?d e, https://site.example/a%20b%7Cc?d%20e",
    "https://site.example/ü, https://site.example/%C3%BC"
  })
  void topic_isKeptToTheLetter(String self, String topic) {
    web.page(FEED, Answer.html("").header("Link", HUB_LINK, "<" + self + ">; rel=self"));
    assertThat(discover(FEED).topic()).hasToString(topic);
  }

  @Test
  @DisplayName("SEC-7: links of other schemes are as if they were not there")
  void links_areIgnored_whenTheyAreOfOtherSchemes() {
    web.page(
        FEED,
        Answer.html("")
            .header(
                "Link",
                "<ftp://x/>; rel=hub, <http:///x>; rel=hub, <http://bad_host/>; rel=hub, "
                    + HUB_LINK,
                "<urn:x>; rel=self, <mailto:x@y>; rel=self, </first>; rel=self, </second>;"
                    + " rel=self"));
    TopicLinks links = discover(FEED);
    assertThat(links.hubs()).extracting(URI::toString).containsExactly("https://hub.example/");
    assertThat(links.topic()).hasToString("https://site.example/first");
    web.page(FEED, Answer.html(HUB_ELEMENT).header("Link", "<ftp://x/>; rel=hub"));
    assertThat(discover(FEED).hubs())
        .extracting(URI::toString)
        .containsExactly("https://hub.example/");
  }

  @Test
  @DisplayName("SEC-7: the message names a hub that cannot be used")
  void discover_saysWhy_whenNoHubCanBeUsed() {
    web.page(FEED, Answer.html("").header("Link", "<ftp://hub.example/x>; rel=hub"));
    assertThat(failure(FEED))
        .hasMessageContaining("names no hub that can be used: ftp://hub.example/x");
  }

  @ParameterizedTest(name = "DISC-10: {0}")
  @CsvSource({
    "text/html, in the head of its page",
    "application/rss+xml, 'in the first 2 MiB of its feed, outside the entries'",
    "application/json, neither an HTML page nor an XML feed"
  })
  void discover_saysWhereItLooked_whenThereIsNoHub(String type, String place) {
    web.page(
        FEED,
        Answer.of(200).body(type, "<rss/>".replace("rss", type.contains("html") ? "p" : "rss")));
    assertThat(failure(FEED))
        .hasMessageContaining(FEED + " names no hub")
        .hasMessageContaining(place);
    assertThat(web.allAreClosed()).isTrue();
  }

  private TopicLinks discover(String resource) {
    return new WebTopicDiscoverer(web, new Rfc8288LinkHeaderParser(), "test/1", DEADLINE)
        .discover(URI.create(resource));
  }

  private DiscoveryException failure(String resource) {
    return catchThrowableOfType(DiscoveryException.class, () -> discover(resource));
  }
}
