package org.pushj.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.DiscoveryException;
import org.pushj.TopicLinks;
import org.pushj.Urls;
import org.pushj.discovery.ScriptedTransport.Answer;
import org.pushj.markup.Markup;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.UrlRefusedException;
import org.pushj.tck.LinkHeaderParserContract;

class WebTopicDiscovererSafetyTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String FEED = "https://site.example/feed";
  private static final String HUB_ELEMENT = "<link rel=hub href=https://hub.example/>";

  private final ScriptedTransport web = new ScriptedTransport();

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "http://[", "http://[::1"})
  @DisplayName("DISC-9: a redirect to nowhere")
  void discover_fails_whenARedirectHasNoLocation(String location) {
    web.redirect(FEED, 302, location);
    assertThat(failure(FEED)).hasMessage(FEED + " redirects without a URL to go to");
    web.page(FEED, Answer.of(302));
    assertThat(failure(FEED)).hasMessage(FEED + " redirects without a URL to go to");
  }

  @Test
  @DisplayName("B-10, SEC-3: loops and long chains of redirects come to an end")
  void discover_fails_whenThereAreTooManyRedirects() {
    web.redirect(FEED, 302, FEED);
    assertThat(failure(FEED)).hasMessage(FEED + " redirects more than 5 times");
    assertThat(web.requests()).hasSize(6);
    web.redirect("https://site.example/ping", 301, "/pong")
        .redirect("https://site.example/pong", 307, "/ping");
    assertThat(failure("https://site.example/ping")).hasMessageContaining("more than 5 times");
    assertThat(web.requests()).hasSize(12);
    assertThat(web.allAreClosed()).isTrue();
  }

  @ParameterizedTest(name = "SEC-7, B-20: a redirect to {0}")
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://x/",
        "jar:http://x/!/y",
        "data:text/html,x",
        "javascript:1",
        "http:x",
        "http:///x"
      })
  void discover_fails_whenARedirectLeadsToAnotherScheme(String location) {
    web.redirect(FEED, 302, location);
    DiscoveryException failure = failure(FEED);
    assertThat(failure)
        .hasCauseInstanceOf(UrlRefusedException.class)
        .hasMessageContaining("is not contacted");
    assertThat(failure.resource()).hasToString(FEED);
  }

  @Test
  @DisplayName("DISC-9: a Location in UTF-8 is understood")
  void discover_followsARedirect_whenItIsNotInAscii() {
    web.redirect(FEED, 301, "/f\u00C3\u00A9d")
        .page("https://site.example/f%C3%A9d", Answer.html(HUB_ELEMENT));
    assertThat(discover(FEED).topic()).hasToString("https://site.example/f%C3%A9d");
  }

  @ParameterizedTest(name = "SEC-7, B-19: a resource at {0}")
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "mailto:a@b",
        "feed",
        "urn:x#y",
        "http:///x",
        "https://u:p@x/"
      })
  void discover_fails_whenTheResourceIsNoHttpUrl(String resource) {
    assertThat(failure(resource)).hasCauseInstanceOf(UrlRefusedException.class);
    assertThat(web.requests()).isEmpty();
  }

  @Test
  void discover_keepsTheCause_whenTheTransportFails() {
    IOException refused = new IOException("nobody listens");
    web.page(
        FEED,
        request -> {
          throw new UncheckedIOException(refused);
        });
    assertThat(failure(FEED))
        .hasCause(refused)
        .hasMessage(FEED + " could not be read: nobody listens");
  }

  @Test
  @DisplayName("SEC-3: a document that comes too slowly")
  void discover_keepsTheCause_whenTheDocumentIsTooSlow() {
    IOException late = new IOException("the deadline has passed");
    InputStream slow =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            throw late;
          }
        };
    for (String type : List.of("text/html", "application/xml", "application/xhtml+xml", "")) {
      web.page(FEED, Answer.of(200).body(type, slow));
      assertThat(failure(FEED)).hasCause(late);
    }
    assertThat(web.allAreClosed()).isTrue();
  }

  @Test
  @DisplayName("SEC-3: one deadline for all redirects")
  void discover_givesEachRequestWhatIsLeft() {
    web.redirect(FEED, 302, "/2")
        .redirect("https://site.example/2", 302, "/3")
        .page("https://site.example/3", Answer.html(HUB_ELEMENT));
    discover(FEED);
    assertThat(web.requests())
        .extracting(HttpTransport.Request::deadline)
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThatExceptionOfType(DiscoveryException.class)
        .isThrownBy(
            () ->
                new WebTopicDiscoverer(web, new Rfc8288LinkHeaderParser(), "test/1", Duration.ZERO)
                    .discover(URI.create(FEED)))
        .withMessageContaining("took longer than 0 ms");
    assertThat(web.requests()).hasSize(3);
  }

  @Test
  @DisplayName("SEC-5: messages are short, and tell neither passwords nor queries")
  void message_tellsNoSecret() {
    web.page("https://site.example/?token=secret", Answer.of(500));
    assertThat(failure("https://site.example/?token=secret"))
        .hasMessageStartingWith("https://site.example/?... answered");
    assertThat(failure("https://user:secret@site.example/")).hasMessageNotContaining("secret");
    assertThat(Urls.forMessage(URI.create("https://user:secret@bad_host/feed?key#x")))
        .isEqualTo("https://bad_host/feed?...");
    assertThat(failure("https://site.example/" + "x".repeat(5000)).getMessage())
        .hasSizeLessThan(400);
  }

  @Test
  @DisplayName("B-03: a Link header that is a bomb names no hub")
  void discover_fails_whenALinkHeaderIsABomb() {
    LinkHeaderParserContract.bombs()
        .forEach(
            bomb -> {
              web.page(FEED, Answer.html("").header("Link", bomb));
              assertThat(failure(FEED)).hasMessageContaining("names no hub");
            });
  }

  @ParameterizedTest(name = "DISC-13, B-13: an endless {0}")
  @CsvSource({
    "text/html, <head><link rel=hub href=/hub></head><body>, <p>x</p>",
    "application/rss+xml, <rss><channel><link xmlns='http://www.w3.org/2005/Atom' rel='hub'"
        + " href='/hub'/><link xmlns='http://www.w3.org/2005/Atom' rel='self' href='/feed'/>,"
        + " <item><title>x</title></item>"
  })
  void discover_readsOnlyTheTop_whenTheDocumentIsEndless(String type, String start, String part) {
    web.page(FEED, Answer.of(200).body(type, ScriptedTransport.endless(start, part.repeat(1000))));
    assertThat(discover(FEED).hubs())
        .extracting(URI::toString)
        .containsExactly("https://site.example/hub");
    assertThat(web.last().bytesRead()).isLessThan(100_000);
  }

  @Test
  @DisplayName("DISC-14, SEC-1: of an endless feed without a self link 2 MiB are read")
  void discover_readsUpToItsLimit_whenAnEndlessFeedHasNoSelfLink() {
    String start = "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='hub' href='/hub'/>";
    web.page(FEED, Answer.of(200).body("", ScriptedTransport.endless(start, "<entry></entry>")));
    assertThat(discover(FEED).topic()).hasToString(FEED);
    assertThat(web.last().bytesRead()).isLessThanOrEqualTo(Markup.MAX_TOP);
  }

  private TopicLinks discover(String resource) {
    return new WebTopicDiscoverer(web, new Rfc8288LinkHeaderParser(), "test/1", DEADLINE)
        .discover(URI.create(resource));
  }

  private DiscoveryException failure(String resource) {
    return catchThrowableOfType(DiscoveryException.class, () -> discover(resource));
  }
}
