package org.pushj.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.TopicLinks;
import org.pushj.discovery.ScriptedTransport.Answer;

/** DISC-15: nobody may claim the topic of another site for a hub of their own. */
class WhoseTopicTest {
  private static final String PAGE = "https://evil.example/page";
  private static final String FEED = "https://victim.example/feed";
  private static final String HUB = "https://hub.example/";

  private final ScriptedTransport web = new ScriptedTransport();

  @Test
  void topic_isThePage_whenTheOtherSiteNamesAnotherHub() {
    web.page(PAGE, links(FEED, "https://hub.evil.example/"));
    web.page(FEED, links(FEED, HUB));
    TopicLinks links = discover(PAGE);
    assertThat(links.topic()).hasToString(PAGE);
    assertThat(links.hubs()).containsExactly(URI.create("https://hub.evil.example/"));
    assertThat(web.urls()).containsExactly(PAGE, FEED);
    assertThat(web.allAreClosed()).isTrue();
  }

  @Test
  void topic_isThePage_whenTheClaimIsInADocument() {
    String feed =
        "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='hub'"
            + " href='https://hub.evil.example/'/><link rel='self' href='"
            + FEED
            + "'/></feed>";
    web.page(PAGE, Answer.xml(feed)).page(FEED, links(FEED, HUB));
    assertThat(discover(PAGE).topic()).hasToString(PAGE);
  }

  @ParameterizedTest(name = "{0} claims {1}")
  @CsvSource({
    "https://site.example/a, https://site.example/b",
    "https://site.example/a, HTTPS://SITE.example:443/b",
    "https://site.example/a, https://user@site.example/b",
    "https://site.example/a, http://site.example/a",
    "https://site.example:443/a, http://site.example:80/a",
    "http://site.example:8080/a, http://site.example:8080/b"
  })
  @DisplayName("a page speaks for its origin, and over https for the http form too")
  void topic_isTheSelfLink_whenThePageSpeaksForIt(String page, String self) {
    web.page(page, links(self, HUB));
    assertThat(discover(page).topic()).hasToString(self);
    assertThat(web.requests()).hasSize(1);
  }

  @ParameterizedTest(name = "{0} claims {1}")
  @CsvSource({
    "http://site.example/a, https://site.example/a",
    "https://site.example:8443/a, http://site.example/a",
    "https://site.example/a, http://site.example:8080/a",
    "https://site.example/a, https://site.example:8443/a",
    "https://site.example/a, https://www.site.example/a",
    "https://site.example/a, https://site.example.evil.example/a"
  })
  void topic_isAskedFor_whenItIsOfAnotherOrigin(String page, String self) {
    web.page(page, links(self, HUB));
    assertThat(discover(page).topic()).hasToString(page);
    assertThat(web.urls()).containsExactly(page, self);
    web.page(self, links(self, HUB));
    assertThat(discover(page).topic()).hasToString(self);
  }

  @Test
  void topic_isTheSelfLink_whenItsSiteNamesTheHubAndNoSelf() {
    web.page(PAGE, links(FEED + "#part", HUB));
    web.page(FEED, Answer.of(200).header("Link", "<" + HUB + ">; rel=hub"));
    assertThat(discover(PAGE).topic()).hasToString(FEED + "#part");
  }

  @Test
  void topic_isTheSelfLink_whenItRedirectsToThePageThatClaimsIt() {
    web.page(PAGE, links(FEED, HUB)).redirect(FEED, 301, PAGE);
    assertThat(discover(PAGE).topic()).hasToString(FEED);
    assertThat(web.urls()).as("the page is not read twice").containsExactly(PAGE, FEED);
  }

  @Test
  void topic_isThePage_whenTheSelfLinkRedirectsToAPageThatIsItsOwnTopic() {
    String moved = "https://moved.example/feed";
    web.page(PAGE, links(FEED, HUB)).redirect(FEED, 301, moved);
    web.page(moved, Answer.of(200).header("Link", "<" + HUB + ">; rel=hub"));
    assertThat(discover(PAGE).topic()).hasToString(PAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http:///nowhere", "https://my_site.example/", "https://nobody.example/"})
  void topic_isThePage_whenTheSelfLinkCannotBeFetched(String self) {
    web.page(PAGE, links(self, HUB))
        .page(
            "https://nobody.example/",
            request -> {
              throw new UncheckedIOException(new IOException("refused"));
            });
    assertThat(discover(PAGE).topic()).hasToString(PAGE);
  }

  @Test
  void claims_areNotFollowed_whenTheOtherSiteClaimsAThird() {
    String third = "https://third.example/feed";
    web.page(PAGE, links(FEED, HUB)).page(FEED, links(third, HUB)).page(third, links(third, HUB));
    assertThat(discover(PAGE).topic()).hasToString(PAGE);
    assertThat(web.urls()).containsExactly(PAGE, FEED);
  }

  private static Answer links(String self, String hub) {
    return Answer.of(200).header("Link", "<" + self + ">; rel=self", "<" + hub + ">; rel=hub");
  }

  private TopicLinks discover(String resource) {
    return new WebTopicDiscoverer(
            web, new Rfc8288LinkHeaderParser(), "test/1", WebTopicDiscovererTest.DEADLINE)
        .discover(URI.create(resource));
  }
}
