package org.pushj.rewriting;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import org.pushj.DocumentException;
import org.pushj.MediaType;
import org.pushj.markup.DocumentStart;
import org.pushj.markup.Markup;

/**
 * Puts an advertisement into documents: into Atom feeds, into RSS feeds from 0.91 to 2.0, and into
 * the head of HTML and XHTML pages (W3C WebSub section 4). Existing links to a topic or to hubs are
 * replaced, or kept if they are equal. All other bytes are unchanged, in any encoding.
 *
 * <pre>{@code
 * DocumentRewriter rewriter = new DocumentRewriter(advertisement);
 * byte[] advertised = rewriter.rewrite(feed, MediaType.parse("application/atom+xml"));
 * }</pre>
 *
 * <p>A document is read as discovery reads it: by its media type, and for types that are often
 * wrong, by its content. Nothing is fetched, and no entity is expanded. Immutable, and safe for use
 * by several threads.
 *
 * @since 0.1
 */
public final class DocumentRewriter {
  private final Advertisement advertisement;

  /** Creates a rewriter that puts the advertisement into each document. */
  public DocumentRewriter(Advertisement advertisement) {
    this.advertisement = advertisement;
  }

  /**
   * Rewrites a document in memory: see {@link #rewrite(InputStream, MediaType, OutputStream)}.
   *
   * @return a new document; the given one is not modified
   */
  public byte[] rewrite(byte[] document, MediaType type) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + 512);
    try {
      rewrite(new ByteArrayInputStream(document), type, out);
    } catch (IOException e) {
      throw new UncheckedIOException("In-memory streams do not fail", e);
    }
    return out.toByteArray();
  }

  /**
   * Rewrites a document while reading it. Buffers its top, up to the first entry or the body, and
   * from there on little more than the longest text or tag. If this throws, part of the document
   * may have been written.
   *
   * @param document the document; it is read to its end and not closed
   * @param type its media type, as in its {@code Content-Type} header
   * @param out receives the new document; it is neither flushed nor closed
   * @throws DocumentException if it is neither a feed nor a page, or is not well-formed; the
   *     message says what was found and where
   * @throws IOException if reading or writing fails
   */
  public void rewrite(InputStream document, MediaType type, OutputStream out) throws IOException {
    BufferedInputStream in = new BufferedInputStream(document);
    DocumentStart start = DocumentStart.of(in, type);
    Charset inXml = start.encodingOfXml();
    Charset inHtml = start.encodingOfHtml();
    switch (start.markup()) {
      case HTML -> HtmlRewrite.rewrite(new SplicedCopy(in, inHtml, out), advertisement);
      case XML -> XmlRewrite.rewrite(new SplicedCopy(in, inXml, out), advertisement);
      case XHTML -> xhtml(in, inXml, inHtml, out);
      case TEXT, UNTYPED, OTHER ->
          throw new DocumentException(
              "The document is neither a feed nor a page; its media type is \""
                  + type.essence()
                  + "\"",
              null);
    }
  }

  /** Falls back to HTML, as discovery does: many pages sent as XHTML are not. */
  private void xhtml(BufferedInputStream in, Charset inXml, Charset inHtml, OutputStream out)
      throws IOException {
    in.mark(Markup.MAX_TOP);
    SplicedCopy copy = new SplicedCopy(in, inXml, out);
    try {
      XmlRewrite.rewrite(copy, advertisement);
    } catch (DocumentException notXhtml) {
      if (!copy.isUntouched() || !isReset(in)) {
        throw notXhtml;
      }
      HtmlRewrite.rewrite(new SplicedCopy(in, inHtml, out), advertisement);
    }
  }

  private static boolean isReset(InputStream in) {
    try {
      in.reset();
      return true;
    } catch (IOException readTooFar) {
      return false;
    }
  }
}
