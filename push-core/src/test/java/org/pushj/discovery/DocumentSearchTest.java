package org.pushj.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.MediaType;
import org.pushj.WebLink;
import org.pushj.markup.Markup;

class DocumentSearchTest {
  private static final URI URL = URI.create("https://blog.example/feed");
  private static final String LINKS = "<link rel='hub' href='https://h/ä'/>";
  private static final String ATOM =
      "<feed xmlns='http://www.w3.org/2005/Atom'>" + LINKS + "</feed>";
  private static final String RSS =
      "<rss><channel xmlns='http://www.w3.org/2005/Atom'>" + LINKS + "</channel></rss>";
  private static final String XHTML =
      "<html xmlns='http://www.w3.org/1999/xhtml'><head><title/>" + LINKS + "</head></html>";
  private static final String HTML = "<!doctype html><html><head><title>x</title>" + LINKS;
  private static final XMLInputFactory PARSERS = XMLInputFactory.newDefaultFactory();
  private static final String FOUND = "https://h/%C3%A4";

  /** Each row: the media type, the document, and how it is searched. */
  static Stream<Arguments> typed() {
    return Stream.of(
        arguments("application/atom+xml", ATOM, Markup.XML),
        arguments("application/rss+xml; charset=utf-8", RSS, Markup.XML),
        arguments("application/xml", RSS, Markup.XML),
        arguments("text/xml", ATOM, Markup.XML),
        arguments("TEXT/XML;charset=utf8", ATOM, Markup.XML),
        arguments("application/vnd.x+xml", ATOM, Markup.XML),
        arguments("text/html", HTML, Markup.HTML),
        arguments("text/html;charset=utf-8", XHTML.replace("<title/>", ""), Markup.HTML),
        arguments("application/xhtml+xml", XHTML, Markup.XHTML),
        arguments("application/xml", XHTML, Markup.XHTML));
  }

  @ParameterizedTest(name = "DISC-4, DISC-5: {0} is searched as {2}")
  @MethodSource("typed")
  void document_isSearched_asItsTypeSays(String type, String document, Markup markup)
      throws IOException {
    DocumentSearch.Result result = search(type, document.getBytes(UTF_8));
    assertThat(result.markup()).isEqualTo(markup);
    assertThat(hubs(result)).containsExactly(FOUND);
  }

  /** Each row: the media type, and the document that it is wrong for. */
  static Stream<Arguments> mistyped() {
    return Stream.of(
        arguments("text/html", ATOM),
        arguments(
            "text/html", "<?xml version='1.0'?>\n<!-- x --><!DOCTYPE rss [<!ENTITY a 'b'>]>" + RSS),
        arguments(
            "text/html",
            ATOM.replace("<feed xmlns", "<a:feed xmlns:a='http://www.w3.org/2005/Atom' xmlns")
                .replace("</feed", "</a:feed")),
        arguments("text/plain", ATOM),
        arguments("text/plain; charset=utf-8", "\n" + RSS),
        arguments("", ATOM),
        arguments("", HTML),
        arguments("", "<LINK rel=hub href=https://h/ä>"),
        arguments("", "<?xml version='1.0'?>" + XHTML),
        arguments("no media type", RSS),
        arguments("application/octet-stream", ATOM),
        arguments("binary/octet-stream", HTML),
        arguments("application/xhtml+xml", HTML),
        arguments(
            "application/xhtml+xml",
            HTML.replace("<html>", "<html xmlns='http://www.w3.org/1999/xhtml'>")),
        arguments("application/xml", HTML));
  }

  @ParameterizedTest(name = "DISC-12: the type {0}")
  @MethodSource("mistyped")
  void document_isSearched_whenItsTypeIsWrong(String type, String document) throws IOException {
    assertThat(hubs(search(type, document.getBytes(UTF_8)))).containsExactly(FOUND);
  }

  /** Each row: a media type and a document that together lead to no links. */
  static Stream<Arguments> unsuited() {
    return Stream.of(
        arguments("text/plain", HTML),
        arguments("application/xml", "<p>" + HTML + "</p>"),
        arguments("", "text " + HTML),
        arguments("", "{\"a\": \"" + LINKS + "\"}"),
        arguments("application/octet-stream", "\u0089PNG" + HTML),
        arguments("text/html", "<x:feed>" + LINKS + "</x:feed>"));
  }

  @ParameterizedTest(name = "DISC-12: the type {0}")
  @MethodSource("unsuited")
  void document_hasNoLinks_whenItIsNeitherPageNorFeed(String type, String document)
      throws IOException {
    assertThat(search(type, document.getBytes(UTF_8)).links()).isEmpty();
  }

  @ParameterizedTest(name = "DISC-8: of {0} nothing is read")
  @ValueSource(
      strings = {
        "application/json",
        "image/png",
        "image/svg+xml",
        "text/css",
        "application/pdf",
        "multipart/mixed"
      })
  void document_isNotRead_whenItCanHaveNoLinks(String type) throws IOException {
    InputStream unread = InputStream.nullInputStream();
    unread.close();
    DocumentSearch.Result result = DocumentSearch.search(unread, MediaType.parse(type), URL);
    assertThat(result).isEqualTo(new DocumentSearch.Result(Markup.OTHER, List.of()));
  }

  @ParameterizedTest(name = "DISC-5: {0} in bytes of {1} with {2} before it")
  @CsvSource({
    "UTF-8, UTF-8, ''",
    "utf8, UTF-8, ''",
    "'', UTF-8, ''",
    "UTF-8, UTF-8, BOM",
    "'', UTF-16BE, BOM",
    "UTF-16, UTF-16LE, BOM",
    "UTF-16, UTF-16BE, ''",
    "UTF-16, UTF-16LE, ''",
    "UTF-32, UTF-32BE, BOM",
    "UTF-32, UTF-32LE, BOM",
    "UTF-32, UTF-32BE, ''",
    "UTF-32, UTF-32LE, ''",
    "ISO-8859-1, ISO-8859-1, ''",
    "windows-1252, windows-1252, ''",
    "IBM037, IBM037, ''",
    "GB18030, GB18030, ''",
    "UTF-16, UTF-8, ''",
    "UTF-32, UTF-8, ''",
    "x-unknown, UTF-8, ''",
    "' UTF-8 ', UTF-8, ''"
  })
  void feed_isRead_inTheEncodingThatItDeclares(String declared, String actual, String mark)
      throws IOException {
    String encoding = declared.isEmpty() ? "" : " encoding=\"" + declared + "\"";
    String document =
        (mark.isEmpty() ? "" : "\uFEFF") + "<?xml version=\"1.0\"" + encoding + "?>\n" + ATOM;
    byte[] bytes = document.getBytes(Charset.forName(actual));
    assertThat(hubs(search("application/atom+xml", bytes))).containsExactly(FOUND);
  }

  @ParameterizedTest(name = "DISC-5: the header says {0}, the document {1}, the bytes {2} with {3}")
  @CsvSource({
    "ISO-8859-1, UTF-8, ISO-8859-1, ''",
    "utf8, ISO-8859-1, UTF-8, ''",
    "\"UTF-8\", UTF-16, UTF-8, ''",
    "UTF-16LE, UTF-8, UTF-16LE, ''",
    "ISO-8859-1, ISO-8859-1, UTF-8, BOM",
    "UTF-8, UTF-8, UTF-16BE, BOM",
    "unknown, UTF-8, UTF-8, ''"
  })
  void charsetOfTheHeader_wins_exceptAgainstAByteOrderMark(
      String header, String declared, String actual, String mark) throws IOException {
    String document =
        (mark.isEmpty() ? "" : "\uFEFF")
            + "<?xml version='1.0' encoding='"
            + declared
            + "'?>"
            + ATOM;
    byte[] bytes = document.getBytes(Charset.forName(actual));
    assertThat(hubs(search("application/atom+xml; charset=" + header, bytes)))
        .containsExactly(FOUND);
  }

  @ParameterizedTest(name = "DISC-4: the header says {0}, the page {1}, the bytes are {2}")
  @CsvSource({
    "'', <meta charset=UTF-8>, UTF-8",
    "'', <meta charset='iso-8859-1'>, ISO-8859-1",
    "'', '<META http-equiv=Content-Type content=\"text/html; charset=windows-1252\">',"
        + " windows-1252",
    "'', <meta charset=utf-16>, UTF-8",
    "'', <meta charset=unknown>, UTF-8",
    "'', '', UTF-8",
    "'', \uFEFF<meta charset=iso-8859-1>, UTF-8",
    "'', \uFEFF, UTF-16LE",
    "iso-8859-1, <meta charset=utf-8>, ISO-8859-1",
    "utf-8, \uFEFF, UTF-16BE"
  })
  void page_isRead_inItsEncoding(String header, String meta, String actual) throws IOException {
    byte[] bytes = (meta + LINKS).getBytes(Charset.forName(actual));
    String type = header.isEmpty() ? "text/html" : "text/html; charset=" + header;
    assertThat(hubs(search(type, bytes))).containsExactly(FOUND);
  }

  @Test
  @DisplayName("DISC-5: spaces before the XML declaration, and bytes that are no characters")
  void feed_isRead_whenItIsSloppy() throws IOException {
    byte[] bytes =
        ("\r\n \t<?xml version='1.0' encoding='ISO-8859-1'?>" + ATOM)
            .getBytes(Charset.forName("ISO-8859-1"));
    assertThat(hubs(search("application/rss+xml", bytes))).containsExactly(FOUND);
    bytes =
        ("<?xml version='1.0'?>" + ATOM.replace("<link", "<title>é</title><link").replace("ä", ""))
            .getBytes(Charset.forName("ISO-8859-1"));
    assertThat(hubs(search("application/rss+xml", bytes))).containsExactly("https://h/");
  }

  @ParameterizedTest(name = "DISC-13, SEC-1: an endless document of {0}")
  @CsvSource({
    "text/html, <!--",
    "text/html, <script>",
    "application/xml, <!--",
    "application/xml, <title>",
    "'', <!--",
    "application/xhtml+xml, <title>"
  })
  void reading_ends_whenTheDocumentDoesNot(String type, String part) throws IOException {
    String start =
        type.startsWith("text") ? HTML : ATOM.replace("</feed>", "<link rel='self' href='/'/>");
    ScriptedTransport.Answer answer =
        ScriptedTransport.Answer.of(200)
            .body("", ScriptedTransport.endless(start + part, "x".repeat(1000)));
    ScriptedTransport transport = new ScriptedTransport().page("https://blog.example/", answer);
    InputStream body = transport.send(ScriptedTransport.get("https://blog.example/")).body();
    assertThat(hubs(DocumentSearch.search(body, MediaType.parse(type), URL)))
        .containsExactly(FOUND);
    assertThat(transport.last().bytesRead()).isLessThanOrEqualTo(Markup.MAX_TOP);
  }

  @Test
  @DisplayName("a feed takes less than twice the memory of a parser that stops at its first entry")
  void search_allocatesLittle_whenTheLinksAreAtTheTop() throws Exception {
    String head = ATOM.replace("</feed>", "<link rel='self' href='https://t/'/>");
    byte[] feed = (head + "<entry>text</entry>".repeat(10_000) + "</feed>").getBytes(UTF_8);
    Allocated.Call search = () -> search("application/atom+xml", feed);
    Allocated.Call parse = () -> parseToTheFirst("entry", new ByteArrayInputStream(feed));
    search.run();
    parse.run();
    assertThat(Allocated.bytes(20, search)).isLessThan(Allocated.bytes(20, parse) * 2);
  }

  private static void parseToTheFirst(String name, InputStream feed) throws XMLStreamException {
    XMLStreamReader xml = PARSERS.createXMLStreamReader(feed);
    while (!xml.isStartElement() || !xml.getLocalName().equals(name)) {
      xml.next();
    }
    xml.close();
  }

  private static DocumentSearch.Result search(String type, byte[] document) throws IOException {
    return DocumentSearch.search(new ByteArrayInputStream(document), MediaType.parse(type), URL);
  }

  private static List<String> hubs(DocumentSearch.Result result) {
    return result.links().stream()
        .filter(link -> link.hasRelation("hub"))
        .map(WebLink::target)
        .map(URI::toString)
        .toList();
  }
}
