package org.pushj.examples.publisher;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteServletTest {
  private static final String HUBS =
      "<http://localhost:1/first?key=1>; rel=\"hub\", <https://hub.example/>; rel=\"hub\"";

  @TempDir Path temporary;
  private Path folder;
  private PublisherSettings settings;
  private RunningPublisher publisher;

  @BeforeEach
  void start() throws IOException {
    folder = Files.createDirectories(temporary.resolve("site"));
    settings =
        PublisherSettings.defaults()
            .withSite(folder)
            .withHubs(
                List.of(
                    URI.create("http://localhost:1/first?key=1"),
                    URI.create("https://hub.example/")));
    publisher = RunningPublisher.of(settings);
  }

  @AfterEach
  void stop() {
    publisher.close();
  }

  /** PUB-1. */
  @Test
  void file_advertisesItselfAndItsHubs_onGetAndHead() throws IOException {
    write("a/b.xml", "<feed/>");

    HttpResponse<String> get = publisher.get("/a/b.xml");
    HttpResponse<String> head = publisher.head("/a/b.xml");

    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(get.body()).isEqualTo("<feed/>");
    assertThat(get.headers().allValues("Link"))
        .containsExactly("<" + publisher.url("/a/b.xml") + ">; rel=\"self\", " + HUBS);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().allValues("Link")).isEqualTo(get.headers().allValues("Link"));
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(7);
  }

  /** PUB-1: the same links in header and document. */
  @ParameterizedTest
  @CsvSource({
    "a.xml, <feed xmlns='http://www.w3.org/2005/Atom'><id/></feed>",
    "a.xml, <rss><channel><link>x</link></channel></rss>",
    "a.html, <title>a</title>b",
    "a.xml, '<?xml version=\"1.0\" encoding=\"UTF-16\"?><feed"
        + " xmlns=\"http://www.w3.org/2005/Atom\"/>'"
  })
  void document_hasTheSameLinksAsItsHeader(String name, String content) throws IOException {
    Charset charset = content.contains("UTF-16") ? UTF_16 : UTF_8;
    Files.write(folder.resolve(name), content.getBytes(charset));

    HttpResponse<byte[]> response = publisher.getBytes("/" + name);
    String document = new String(response.body(), charset);

    Matcher link =
        Pattern.compile("link[^>]* rel=\"(self|hub)\" href=\"(\\S+)\"/>").matcher(document);
    assertThat(
            link.results()
                .map(found -> "<" + found.group(2) + ">; rel=\"" + found.group(1) + "\"")
                .collect(joining(", ")))
        .isEqualTo(response.headers().firstValue("Link").orElseThrow());
    assertThat(response.headers().firstValueAsLong("Content-Length"))
        .hasValue(response.body().length);
  }

  @ParameterizedTest
  @CsvSource({
    "a.xml, <feed xmlns='http://www.w3.org/2005/Atom'><id></feed>",
    "a.xml, <sitemap/>",
    "a.txt, <link>",
    "a.svg, <svg/>"
  })
  void document_isServedUnchanged_whenItCannotHaveLinks(String name, String content)
      throws IOException {
    write(name, content);

    HttpResponse<String> response = publisher.get("/" + name);

    assertThat(response.body()).isEqualTo(content);
    assertThat(response.headers().firstValue("Link")).isPresent();
  }

  /** PUB-1. */
  @ParameterizedTest
  @CsvSource({
    "/a.xml?page=2, /a.xml",
    "/%61.xml, /a.xml",
    "/index.html, /",
    "/, /",
    "/b/index.html, /b/",
    "/w%20%3Cx%3E%22,/w%20%3Cx%3E%22",
    "/%C3%BC%3B, /%C3%BC%3B"
  })
  void self_isTheCanonicalUrlOfAFile_whateverPathLeadsToIt(String path, String self)
      throws IOException {
    write("a.xml", "");
    write("index.html", "");
    write("b/index.html", "");
    write("w <x>\"", "");
    write("ü;", "");

    HttpResponse<String> response = publisher.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Link"))
        .hasValue("<" + publisher.url(self) + ">; rel=\"self\", " + HUBS);
  }

  @Test
  void self_isBelowThePublicBase_whenThereIsOne() throws IOException {
    write("a.xml", "");
    URI base = URI.create("https://blog.example/news/");

    try (RunningPublisher proxied = RunningPublisher.of(settings.withPublicBase(base))) {
      assertThat(proxied.get("/a.xml").headers().firstValue("Link").orElseThrow())
          .startsWith("<https://blog.example/news/a.xml>; rel=\"self\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/missing.xml",
        "/a.xml/",
        "/empty/",
        "/.hidden.xml",
        "/.git/config",
        "/outside.xml",
        "/up/secret.txt",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/a.xml%00",
        "//a.xml",
        "/write/other"
      })
  void anythingElse_isRefused_withoutLinks(String path) throws IOException {
    write("a.xml", "");
    write(".hidden.xml", "");
    write(".git/config", "");
    Files.createDirectory(folder.resolve("empty"));
    Files.writeString(temporary.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(folder.resolve("outside.xml"), temporary.resolve("secret.txt"));
    Files.createSymbolicLink(folder.resolve("up"), temporary);

    for (HttpResponse<String> response : List.of(publisher.get(path), publisher.head(path))) {
      assertThat(response.statusCode()).isIn(400, 404);
      assertThat(response.headers().firstValue("Link")).isEmpty();
      assertThat(response.body()).doesNotContain("secret\n");
    }
  }

  @Test
  void folder_leadsToItsIndex_whenTheSlashIsMissing() throws IOException {
    write("b/index.html", "");

    HttpResponse<String> response = publisher.get("/b");

    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("Location")).hasValue(publisher.url("/b/"));
    assertThat(response.headers().firstValue("Link")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a.xml, '<?xml version=\"1.0\"?><!-- x --><feed xmlns=\"..\"/>', application/atom+xml",
    "a.atom, <feed/>, application/atom+xml",
    "a.xml, <rss version=\"2.0\"/>, application/rss+xml",
    "a.XML, '\n<?xml version=\"1.0\"?><rss/>', application/rss+xml",
    "a.rdf, <rdf:RDF/>, application/rdf+xml",
    "a.xml, <sitemap/>, application/xml",
    "a.xml, no XML, application/xml",
    "a.html, <p>, text/html;charset=utf-8",
    "a.txt, ü, text/plain;charset=utf-8",
    "a.json, {}, application/json",
    "a.png, x, image/png",
    "a, x, application/octet-stream"
  })
  void contentType_distinguishesFeedsFromOtherFiles(String name, String content, String type)
      throws IOException {
    write(name, content);

    assertThat(publisher.get("/" + name).headers().firstValue("Content-Type")).hasValue(type);
  }

  @Test
  void etag_differs_betweenVersionsOfOneSecond() throws IOException {
    write("a.xml", "one");
    String first = publisher.get("/a.xml").headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> same = publisher.get("/a.xml", "If-None-Match", first);
    write("a.xml", "two");
    HttpResponse<String> changed = publisher.get("/a.xml", "If-None-Match", first);

    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.body()).isEqualTo("two");
  }

  @Test
  void favicon_isThatOfTheSite_orElseThePublishersOwn() throws IOException {
    HttpResponse<String> own = publisher.get("/favicon.ico");
    write("favicon.ico", "the site's");

    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(own.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
    assertThat(own.headers().firstValue("Link")).isEmpty();
    assertThat(publisher.get("/favicon.ico").body()).isEqualTo("the site's");
  }

  /** Some hubs store an ETag in a column of 32 characters, and drop a topic with a longer one. */
  @Test
  void etag_isShort() throws IOException {
    write("a.xml", "one");

    assertThat(publisher.get("/a.xml").headers().firstValue("ETag").orElseThrow())
        .matches("\"[A-Za-z0-9_-]{22}\"");
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
