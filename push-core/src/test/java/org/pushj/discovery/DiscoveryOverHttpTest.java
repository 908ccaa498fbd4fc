package org.pushj.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.DiscoveryException;
import org.pushj.TopicLinks;
import org.pushj.http.JdkHttpTransport;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.ScriptedPeer;
import org.pushj.tck.TopicDiscovererContract;

/** Discovery with the ready transport, at servers on loopback. */
class DiscoveryOverHttpTest implements TopicDiscovererContract {
  private static final String LINKS =
      "<link rel=\"hub\" href=\"/hub\"/><link rel=\"self\" href=\"/topic\"/>";
  private static final String ATOM =
      "<feed xmlns=\"http://www.w3.org/2005/Atom\">" + LINKS + "<entry/></feed>";
  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>x</title>" + LINKS + "</head><body><p>x";

  private final FakeTopicSite site = FakeTopicSite.start();
  private final WebTopicDiscoverer discoverer =
      new WebTopicDiscoverer(
          JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build(),
          new Rfc8288LinkHeaderParser(),
          "test/1",
          WebTopicDiscovererTest.DEADLINE);

  @Override
  public TopicDiscoverer topicDiscoverer() {
    return discoverer;
  }

  @AfterEach
  void end() {
    site.close();
  }

  static Stream<Published> found() {
    return Published.all().filter(form -> !form.hubs().isEmpty());
  }

  static Stream<Published> notFound() {
    return Published.all().filter(form -> form.hubs().isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("found")
  void discover_findsTopicAndHubs(Published form) {
    try (PublishedOverHttp published = new PublishedOverHttp(form)) {
      TopicLinks links = discoverer.discover(published.resource());
      assertThat(links.topic()).hasToString(published.topic());
      assertThat(links.hubs())
          .extracting(URI::toString)
          .containsExactlyElementsOf(published.hubs());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notFound")
  void discover_fails_andAsksNobodyElse_whenThereIsNoHub(Published form) {
    try (PublishedOverHttp published = new PublishedOverHttp(form)) {
      DiscoveryException failure = failure(published.resource());
      assertThat(failure.resource()).isEqualTo(published.resource());
      assertThat(failure).hasMessageContaining(published.resource().toString());
      assertThat(published.asked()).containsExactly(published.resource().getRawPath());
    }
  }

  @ParameterizedTest
  @CsvSource({"404, false", "410, false", "403, false", "429, true", "500, true", "503, true"})
  void failure_hasACause_whereItMayHealByItself(int status, boolean isTransient) {
    DiscoveryException failure = failure(site.page("/page", FakeResponse.of(status)));
    assertThat(failure).hasMessageContaining("status " + status);
    assertThat(failure.getCause() != null).isEqualTo(isTransient);
  }

  @ParameterizedTest(name = "DISC-12: a feed of the type {0}")
  @ValueSource(strings = {"", "text/html", "text/plain", "application/octet-stream", "feed"})
  void discover_findsTheLinks_whenTheTypeOfAFeedIsWrong(String type) {
    assertThatLinksAreFound(site.page("/page", typed(type, ATOM)));
  }

  @ParameterizedTest(name = "DISC-12: a page of the type {0}")
  @ValueSource(strings = {"", "text/xml", "application/xhtml+xml", "application/octet-stream"})
  void discover_findsTheLinks_whenTheTypeOfAPageIsWrong(String type) {
    assertThatLinksAreFound(site.page("/page", typed(type, PAGE)));
  }

  @ParameterizedTest(name = "DISC-12: {1} as {0}")
  @CsvSource({"image/png, page", "text/plain, page", "application/pdf, feed", "text/css, feed"})
  void discover_fails_whenATypeHasNoLinks(String type, String document) {
    URI page = site.page("/page", typed(type, document.equals("page") ? PAGE : ATOM));
    assertThat(failure(page)).hasMessageContaining("names no hub");
  }

  @Test
  @DisplayName("DISC-13: the links of a document that is longer than what is read of it")
  void discover_findsTheLinks_whenTheDocumentIsLong() {
    String entries = "<entry><title>x</title></entry>".repeat(100_000);
    assertThatLinksAreFound(
        site.page("/page", typed("application/atom+xml", ATOM.replace("<entry/>", entries))));
    assertThatLinksAreFound(site.page("/page", typed("text/html", PAGE + entries)));
  }

  @Test
  @DisplayName("DISC-13: the links of a document that comes slowly, and without end")
  void discover_findsTheLinks_whileTheDocumentStillComes() throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n";
    try (ScriptedPeer slow =
        ScriptedPeer.start(
            exchange -> {
              exchange.send(head + PAGE.substring(0, 20));
              exchange.send(PAGE.substring(20));
              exchange.trickle("<p>and so on</p>".repeat(20));
            })) {
      assertThat(discoverer.discover(slow.uri("/page")).topic()).isEqualTo(slow.uri("/topic"));
    }
  }

  @ParameterizedTest(name = "SEC-6: {0}")
  @ValueSource(
      strings = {
        "<!DOCTYPE feed SYSTEM '/outside'>",
        "<!DOCTYPE feed PUBLIC '-//X//Y' '/outside'>",
        "<!DOCTYPE feed [<!ENTITY % d SYSTEM '/outside'> %d;]>",
        "<?xml-stylesheet href='/outside' type='text/xsl'?>",
      })
  void discover_asksForNothingElse_whenTheFeedPointsOutside(String prolog) {
    String outside = prolog.replace("/outside", site.url("/outside").toString());
    assertThatLinksAreFound(site.page("/page", typed("application/atom+xml", outside + ATOM)));
    assertThat(site.requests()).hasSize(1);
  }

  @ParameterizedTest(name = "SEC-6: {0}")
  @ValueSource(
      strings = {
        "<link rel='hub' href='&x;'/>",
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/outside'/>",
        "<feed xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
            + " xsi:schemaLocation='urn:x /outside'/>"
      })
  void discover_takesNothingFromOutside_whenTheFeedWantsIt(String wish) {
    String outside = site.url("/outside").toString();
    site.page("/outside", typed("application/xml", LINKS));
    String declaration = "<!DOCTYPE feed [<!ENTITY x SYSTEM '" + outside + "'>]>";
    String feed = ATOM.replace(LINKS, wish.replace("/outside", outside));
    URI page = site.page("/page", typed("application/atom+xml", declaration + feed));
    assertThat(failure(page)).hasMessageContaining("names no hub");
    assertThat(site.requests()).hasSize(1);
  }

  private void assertThatLinksAreFound(URI page) {
    TopicLinks links = discoverer.discover(page);
    assertThat(links.topic()).isEqualTo(site.url("/topic"));
    assertThat(links.hubs()).containsExactly(site.url("/hub"));
  }

  private DiscoveryException failure(URI resource) {
    return catchThrowableOfType(DiscoveryException.class, () -> discoverer.discover(resource));
  }

  private static FakeResponse typed(String type, String document) {
    FakeResponse response = FakeResponse.of(200);
    return type.isEmpty()
        ? response.untypedBody(document.getBytes(UTF_8))
        : response.body(type, document);
  }
}
