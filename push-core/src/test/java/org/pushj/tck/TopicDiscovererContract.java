package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.DiscoveryException;
import org.pushj.TopicLinks;
import org.pushj.spi.TopicDiscoverer;

/**
 * What every {@link TopicDiscoverer} must do. Implement this interface in a test class, beside
 * others if you like, and say how a discoverer is made:
 *
 * <pre>{@code
 * class OwnTopicDiscovererTest implements TopicDiscovererContract {
 *   @Override
 *   public TopicDiscoverer topicDiscoverer() {
 *     return new OwnTopicDiscoverer();
 *   }
 * }
 * }</pre>
 *
 * <p>The tests speak to a {@link FakeTopicSite} at 127.0.0.1 and to nothing else.
 *
 * @since 0.1
 */
public interface TopicDiscovererContract {
  /** A hub that the pages name. It is never contacted. */
  String HUB = "https://hub.example/?a=%2f";

  /** Makes a discoverer that may contact loopback addresses. */
  TopicDiscoverer topicDiscoverer();

  @Test
  @DisplayName("DISC-1: the Link headers name hub and topic")
  default void discover_readsTheHeaders() {
    assertFound(
        topic ->
            FakeResponse.of(200)
                .header("Link", "<" + HUB + ">; rel=\"hub\", <" + topic + ">; rel=self")
                .body("image/png", "no page"),
        HUB);
  }

  @ParameterizedTest(name = "DISC-4: {0}")
  @CsvSource({
    "text/html, <!doctype html><html><head><title>x</title>LINKS</head><body>x</body></html>",
    "application/atom+xml, <feed xmlns='http://www.w3.org/2005/Atom'>LINKS<entry/></feed>",
    "application/rss+xml, <rss"
        + " xmlns:a='http://www.w3.org/2005/Atom'><channel>ALINKS</channel></rss>"
  })
  default void discover_readsTheDocument_whenTheHeadersNameNoHub(String type, String document) {
    String links = "<link rel=\"hub\" href=\"" + HUB + "\"/><link rel=\"self\" href=\"TOPIC\"/>";
    String page =
        document.replace("ALINKS", links.replace("<link", "<a:link")).replace("LINKS", links);
    assertFound(
        topic ->
            FakeResponse.of(200).body(type, page.replace("TOPIC", topic.replace("&", "&amp;"))),
        HUB);
  }

  @Test
  @DisplayName("DISC-2: the headers count before the document")
  default void discover_prefersTheHeaders() {
    assertFound(
        topic ->
            FakeResponse.of(200)
                .header("Link", "<" + HUB + ">; rel=hub, <" + topic + ">; rel=self")
                .body(
                    "text/html",
                    "<head><link rel=hub href=https://other.example/><link rel=self href=/other>"),
        HUB);
  }

  @Test
  default void discover_keepsTheOrderOfTheHubs_withoutRepeats() {
    assertFound(
        topic ->
            FakeResponse.of(200)
                .header("Link", "<https://b.example/>; rel=hub, <" + HUB + ">; rel=hub")
                .header("Link", "<https://b.example/>; rel=hub, <" + topic + ">; rel=self"),
        "https://b.example/",
        HUB);
  }

  @Test
  @DisplayName("SEC-7: links of other schemes are as if they were not there")
  default void discover_ignoresLinks_whenTheyAreOfOtherSchemes() {
    assertFound(
        topic ->
            FakeResponse.of(200)
                .header("Link", "<ftp://x/>; rel=hub, <http:///x>; rel=hub, <" + HUB + ">; rel=hub")
                .header("Link", "<urn:x>; rel=self, <" + topic + ">; rel=self"),
        HUB);
  }

  @Test
  @DisplayName("DISC-15: a self link to another site counts where that site names the same hub")
  default void topic_isThatOfAnotherSite_whenItNamesTheSameHub() {
    try (FakeTopicSite site = FakeTopicSite.start();
        FakeTopicSite other = FakeTopicSite.start()) {
      URI topic =
          other.page(
              "/feed",
              FakeResponse.of(200)
                  .header("Link", "<" + HUB + ">; rel=hub, <https://other.example/>; rel=hub")
                  .link(other.url("/feed"), "self"));
      URI page =
          site.page(
              "/page",
              FakeResponse.of(200)
                  .header("Link", "<https://own.example/>; rel=hub, <" + HUB + ">; rel=hub")
                  .link(topic, "self"));
      TopicLinks links = topicDiscoverer().discover(page);
      assertEquals(topic, links.topic());
      assertEquals(List.of(URI.create(HUB)), links.hubs(), "the hubs that both name");
      assertEquals(1, other.requests().size());
    }
  }

  @ParameterizedTest(name = "DISC-15: the other site answers {0} with {1}")
  @CsvSource({
    "200, ''",
    "200, <https://other.example/>; rel=hub",
    "200, '<https://hub.example/?a=%2f>; rel=hub, </elsewhere>; rel=self'",
    "404, <https://hub.example/?a=%2f>; rel=hub",
    "500, <https://hub.example/?a=%2f>; rel=hub"
  })
  default void topic_isTheUrlOfThePage_whenTheOtherSiteDoesNotAgree(int status, String linkHeader) {
    try (FakeTopicSite site = FakeTopicSite.start();
        FakeTopicSite other = FakeTopicSite.start()) {
      URI topic = other.page("/feed", FakeResponse.of(status).header("Link", linkHeader));
      FakeResponse claim =
          FakeResponse.of(200).header("Link", "<" + HUB + ">; rel=hub").link(topic, "self");
      site.page("/page", claim);
      TopicLinks links = topicDiscoverer().discover(site.redirect("/start", 302, "/page"));
      assertEquals(site.url("/page"), links.topic());
      assertEquals(List.of(URI.create(HUB)), links.hubs());
    }
  }

  @Test
  default void topic_isTheUrl_whenThereIsNoSelfLink() {
    try (FakeTopicSite site = FakeTopicSite.start()) {
      site.page("/page", FakeResponse.of(200).header("Link", "<" + HUB + ">; rel=hub"));
      TopicLinks links = topicDiscoverer().discover(site.url("/page?x=%2f&y=#part"));
      assertEquals(site.url("/page?x=%2f&y=").toString(), links.topic().toString());
      assertEquals(List.of(HUB), links.hubs().stream().map(URI::toString).toList());
    }
  }

  @ParameterizedTest(name = "DISC-9: {0}")
  @ValueSource(ints = {301, 302, 303, 307, 308})
  default void discover_followsRedirects(int status) {
    try (FakeTopicSite site = FakeTopicSite.start()) {
      URI start = site.redirect("/a/start", status, "../page");
      site.page("/page", FakeResponse.of(200).header("Link", "<hub>; rel=hub"));
      TopicLinks links = topicDiscoverer().discover(start);
      assertEquals(site.url("/page"), links.topic());
      assertEquals(List.of(site.url("/hub")), links.hubs());
    }
  }

  @Test
  @DisplayName("B-10, SEC-3: redirects that do not end are given up")
  default void discover_fails_whenRedirectsDoNotEnd() {
    try (FakeTopicSite site = FakeTopicSite.start()) {
      assertFails(site.redirect("/page", 302, "/page"));
    }
  }

  @ParameterizedTest(name = "SEC-7: a redirect to {0}")
  @ValueSource(strings = {"", "http://[", "file:///etc/passwd", "ftp://x/", "javascript:1"})
  default void discover_fails_whenARedirectLeadsNowhere(String location) {
    try (FakeTopicSite site = FakeTopicSite.start()) {
      assertFails(site.redirect("/page", 302, location));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410, 500, 503})
  default void discover_fails_whenTheResourceIsNotThere(int status) {
    try (FakeTopicSite site = FakeTopicSite.start()) {
      assertFails(site.page("/page", FakeResponse.of(status).link(site.url("/hub"), "hub")));
    }
  }

  @ParameterizedTest(name = "DISC-10: {0}")
  @ValueSource(strings = {"text/html", "application/atom+xml", "application/json"})
  default void discover_fails_whenThereIsNoHub(String type) {
    try (FakeTopicSite site = FakeTopicSite.start()) {
      assertFails(
          site.page(
              "/page",
              FakeResponse.of(200).link(site.url("/page"), "self").body(type, "<feed></feed>")));
    }
  }

  @Test
  default void discover_fails_whenNobodyListens() {
    FakeTopicSite site = FakeTopicSite.start();
    URI page = site.url("/page");
    site.close();
    assertFails(page);
  }

  @ParameterizedTest(name = "SEC-7, B-19: {0}")
  @ValueSource(strings = {"file:///etc/passwd", "mailto:a@b", "feed", "http:///x"})
  default void discover_fails_whenTheResourceIsNoHttpUrl(String resource) {
    assertFails(URI.create(resource));
  }

  private void assertFound(Function<String, FakeResponse> page, String... hubs) {
    try (FakeTopicSite site = FakeTopicSite.start()) {
      String topic = "HTTP" + site.url("/a/../feed?x=%2f&y=").toString().substring("http".length());
      TopicLinks links = topicDiscoverer().discover(site.page("/page", page.apply(topic)));
      assertEquals(topic, links.topic().toString());
      assertEquals(List.of(hubs), links.hubs().stream().map(URI::toString).toList());
    }
  }

  private void assertFails(URI resource) {
    TopicDiscoverer discoverer = topicDiscoverer();
    DiscoveryException failure =
        assertThrows(DiscoveryException.class, () -> discoverer.discover(resource));
    assertEquals(resource, failure.resource());
  }
}
