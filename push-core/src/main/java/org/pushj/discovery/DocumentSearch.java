package org.pushj.discovery;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pushj.MediaType;
import org.pushj.WebLink;
import org.pushj.io.LimitedInputStream;
import org.pushj.markup.DocumentStart;
import org.pushj.markup.Markup;

/** Searches a document for links, according to its format. */
final class DocumentSearch {
  /** How many links of a document are collected; further ones are ignored. */
  static final int MAX_LINKS = 1000;

  /** What no parser needs: the encoding is known already. */
  private static final Pattern DECLARATION =
      Pattern.compile("\\uFEFF?\\s*(?:<\\?xml\\s[^>]*\\?>)?");

  private final BufferedInputStream document;
  private final DocumentStart start;
  private final URI url;

  private DocumentSearch(BufferedInputStream document, DocumentStart start, URI url) {
    this.document = document;
    this.start = start;
    this.url = url;
  }

  /**
   * Searches a document. One that cannot have links is not read.
   *
   * @param body the document
   * @param type its media type
   * @param url its URL
   */
  static Result search(InputStream body, MediaType type, URI url) throws IOException {
    if (Markup.of(type.essence()) == Markup.OTHER) {
      return new Result(Markup.OTHER, List.of());
    }
    BufferedInputStream document =
        new BufferedInputStream(new LimitedInputStream(body, Markup.MAX_TOP, null)) {
          @Override
          public void close() {
            // Parsers close it at its end, but it may have to be read again. The response is closed
            // by the code that opened it.
          }
        };
    DocumentStart start = DocumentStart.of(document, type);
    Markup markup = start.markup();
    return new Result(markup, new DocumentSearch(document, start, url).links(markup));
  }

  private List<WebLink> links(Markup markup) throws IOException {
    return switch (markup) {
      case HTML -> html();
      case XHTML -> xhtml();
      case XML -> xml().orElse(List.of());
      case TEXT, UNTYPED, OTHER -> List.of();
    };
  }

  private List<WebLink> html() throws IOException {
    return HtmlLinks.read(reader(start.encodingOfHtml()), url);
  }

  private Optional<List<WebLink>> xml() throws IOException {
    return XmlLinks.read(reader(start.encodingOfXml()), url);
  }

  /** Reads XHTML as XML, or else as HTML: many pages sent as XHTML are not well-formed. */
  private List<WebLink> xhtml() throws IOException {
    document.mark(Markup.MAX_TOP + 1);
    Optional<List<WebLink>> links = xml();
    if (links.isPresent()) {
      return links.get();
    }
    document.reset();
    return html();
  }

  /**
   * Returns the characters of the document from where the parser is to begin. Malformed bytes are
   * replaced. Parsers have a buffer of their own.
   */
  private Reader reader(Charset encoding) throws IOException {
    Reader reader = new InputStreamReader(document, encoding);
    Matcher matcher = DECLARATION.matcher(start.text(encoding));
    if (matcher.lookingAt()) {
      reader.skip(matcher.end());
    }
    return reader;
  }

  /**
   * What was found.
   *
   * @param markup how the document was searched
   * @param links the links that WebSub knows, in order
   */
  record Result(Markup markup, List<WebLink> links) {}
}
