package org.pushj.markup;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;
import org.pushj.DocumentException;

/**
 * The head of an HTML page as an HTML parser sees it, so its tags may be omitted.
 *
 * @param element the head
 */
public record HtmlHead(Element element) {
  /**
   * How many tags are read, or characters that look like one: the parser keeps an element for each,
   * or for some of them a dozen. Pages of 2 MiB would take half a gigabyte.
   */
  private static final int MAX_TAGS = 10_000;

  /**
   * How much of what may separate two attributes is read: the parser compares the attributes of a
   * tag with each other, and with those of the tags around it.
   */
  private static final int MAX_SEPARATORS = 40_000;

  /**
   * Reads a page up to the start of its body, or up to {@value #MAX_TAGS} tags; empty if it has no
   * head.
   *
   * @param positions whether the positions of the elements are wanted. That takes more time, and is
   *     for pages of one's own: the attributes of others' are bounded
   * @throws DocumentException if the parser fails
   * @throws IOException if reading fails
   */
  public static Optional<HtmlHead> read(Reader page, boolean positions) throws IOException {
    Parser html = Parser.htmlParser().setTrackPosition(positions);
    try (StreamParser parser =
        new StreamParser(html)
            .parse(new FirstTags(page, positions ? Integer.MAX_VALUE : MAX_SEPARATORS), "")) {
      // The parser returns the head as soon as it has read the start of the body.
      return Optional.ofNullable(parser.selectFirst("html > head")).map(HtmlHead::new);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      // A crafted page may hit a bug of the parser, which is not a mistake of the caller.
      throw new DocumentException("The HTML parser failed on this page", e);
    }
  }

  /**
   * Returns the {@code link} elements with an {@code href}, in order. Those in a {@code noscript}
   * count, since no script runs here.
   */
  public List<Element> links() {
    return element.children().stream()
        .flatMap(
            child -> child.normalName().equals("noscript") ? metadata(child) : Stream.of(child))
        .filter(child -> child.normalName().equals("link") && child.hasAttr("href"))
        .toList();
  }

  /**
   * Returns the elements of a {@code noscript}. Only {@code link}, {@code meta} and {@code style}
   * may be there; anything else would begin the body (HTML section 13.2.6.4.5).
   */
  private static Stream<Element> metadata(Element noscript) {
    return noscript.childNodes().stream()
        .takeWhile(HtmlHead::staysInHead)
        .flatMap(node -> node instanceof Element element ? Stream.of(element) : Stream.of());
  }

  private static boolean staysInHead(Node node) {
    return node instanceof Element element
        ? element.normalName().matches("link|meta|style")
        : node instanceof Comment || (node instanceof TextNode text && text.isBlank());
  }

  /** The beginning of a page: it ends soon after so many tags, or separators of attributes. */
  private static final class FirstTags extends Reader {
    private final Reader page;
    private int tags = MAX_TAGS;
    private int separators;
    private boolean gap;

    FirstTags(Reader page, int separators) {
      this.page = page;
      this.separators = separators;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
      int count = tags > 0 && separators > 0 ? page.read(target, offset, length) : -1;
      for (int i = offset; i < offset + count; i++) {
        count(target[i]);
      }
      return count;
    }

    /** Counts white space in a row once, as pages are indented. */
    private void count(char next) {
      boolean space = next <= ' ';
      if (next == '<') {
        tags--;
      } else if ((space && !gap) || next == '"' || next == '\'' || next == '/') {
        separators--;
      }
      gap = space;
    }

    @Override
    public void close() throws IOException {
      page.close();
    }
  }
}
