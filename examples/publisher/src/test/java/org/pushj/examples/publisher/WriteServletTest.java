package org.pushj.examples.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.examples.publisher.RunningPublisher.awaitTopics;

import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.atom.Link;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.examples.guard.RawRequest;
import org.pushj.tck.FakeHub;

class WriteServletTest {
  @TempDir Path folder;
  private final FakeHub hub = FakeHub.start();
  private RunningPublisher publisher;

  @BeforeEach
  void start() {
    publisher = RunningPublisher.of(folder, hub);
  }

  @AfterEach
  void stop() {
    publisher.close();
    hub.close();
  }

  @Test
  void post_addsAnEntry_andPingsTheHubOnce() throws Exception {
    HttpResponse<String> response = publisher.write("Hello", "World");

    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location")).hasValue("write");
    assertThat(awaitTopics(hub, 1)).containsExactly(publisher.url("/feed.xml"));
    Entry entry = publisher.feed().getEntries().get(0);
    assertThat(entry.getTitle()).isEqualTo("Hello");
    assertThat(entry.getContents().get(0).getValue()).isEqualTo("World");

    Files.writeString(folder.resolve("next.xml"), "nothing came in between");
    assertThat(awaitTopics(hub, 2)).containsExactly(publisher.url("/next.xml"));
  }

  @Test
  void feed_staysAtom_whateverIsWritten() throws Exception {
    String title = "<b>&amp; \"é\" 😀]]>";
    publisher.write(title, "one\r\ntwo\u0000\u0001\uFFFE\n<script>alert('x')</script>");
    publisher.write("Without text", "");

    Feed feed = publisher.feed();

    assertThat(feed.getFeedType()).isEqualTo("atom_1.0");
    assertThat(feed.getEntries())
        .extracting(Entry::getTitle)
        .containsExactly("Without text", title);
    assertThat(feed.getEntries().get(1).getContents().get(0).getValue())
        .isEqualTo("one\ntwo\n<script>alert('x')</script>");
    assertThat(publisher.get("/write").body())
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
        .doesNotContain("<script", "<b>");
  }

  /** PUB-1. */
  @Test
  void feed_hasTheSameLinksAsItsHeader() throws Exception {
    publisher.write("Hello", "World");

    Feed feed = publisher.feed();
    String header = publisher.get("/feed.xml").headers().firstValue("Link").orElseThrow();

    assertThat(feed.getOtherLinks())
        .extracting(Link::getRel, Link::getHref)
        .extracting(link -> "<" + link.toList().get(1) + ">; rel=\"" + link.toList().get(0) + "\"")
        .containsExactly(header.split(", "));
  }

  @Test
  void page_loadsNothingFromElsewhere_andRunsNoScript() {
    HttpResponse<String> page = publisher.get("/write");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
    assertThat(page.headers().firstValue("Link")).isEmpty();
    assertThat(page.body()).contains("<form", "<label for=\"title\">", "<label for=\"text\">");
    assertThat(publisher.get("/write/style.css").headers().firstValue("Content-Type"))
        .hasValue("text/css;charset=utf-8");
  }

  @Test
  void post_keepsTheInput_whenTheTitleIsMissing() {
    HttpResponse<String> response = publisher.write(" ", "A long \"text\"");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("Please enter a title.", "A long &quot;text&quot;");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void post_isRefused_whenItIsTooLarge() {
    assertThat(publisher.write("Title", "x".repeat(5_001)).statusCode()).isEqualTo(400);
    assertThat(publisher.write("x".repeat(201), "").statusCode()).isEqualTo(400);
    assertThat(publisher.write("Title", "x".repeat(70_000)).statusCode()).isBetween(400, 499);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void post_isAccepted_whenItHasTheMaximumLength() throws Exception {
    assertThat(publisher.write("漢".repeat(200), "漢".repeat(5_000)).statusCode()).isEqualTo(303);
    assertThat(publisher.feed().getEntries()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Origin, https://evil.example",
    "Origin, null"
  })
  void post_isRefused_whenAnotherSiteSendsIt(String header, String value) {
    assertThat(publisher.write("Evil", "", header, value).statusCode()).isEqualTo(403);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void post_isAccepted_whenTheOwnPageSendsIt() {
    String origin = publisher.url("/").replaceFirst("/$", "");

    HttpResponse<String> response =
        publisher.write("Good", "", "Origin", origin, "Sec-Fetch-Site", "same-origin");

    assertThat(response.statusCode()).isEqualTo(303);
  }

  @Test
  @DisplayName("SEC-11: the publisher answers to its own host names only")
  void request_is421_whenItNamesAnotherHost() throws IOException {
    for (String path : new String[] {"/write", "/"}) {
      URI url = URI.create(publisher.url(path));
      assertThat(RawRequest.get(url, "Host: rebound.example")).isEqualTo(421);
      assertThat(RawRequest.get(url, "Host: " + url.getRawAuthority())).isBetween(200, 404);
    }
  }

  @Test
  void otherFeeds_areNotChanged_whenTheyAreNeitherAtomNorRss20() throws Exception {
    String rss = "<rss version=\"0.92\"><channel><title>Mine</title></channel></rss>";
    Files.writeString(folder.resolve("feed.xml"), rss);

    HttpResponse<String> response = publisher.write("Hello", "World");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .contains("feed.xml must be Atom 1.0 or RSS 2.0")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("feed.xml")).hasContent(rss);
  }
}
