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
   * How long the name of a tag may be, in characters: the parser copies what it has of a name for
   * each further piece.
   */
  private static final int MAX_NAME = 16 << 10;

  /**
   * Reads a page up to the start of its body, or up to {@value #MAX_TAGS} tags; empty if it has no
   * head.
   *
   * @param positions whether the positions of the elements are wanted. That takes more time, and is
   *     for pages of one's own: the attributes and the names in others' are bounded
   * @throws DocumentException if the parser fails
   * @throws IOException if reading fails
   */
  public static Optional<HtmlHead> read(Reader page, boolean positions) throws IOException {
    Parser html = Parser.htmlParser().setTrackPosition(positions);
    try (StreamParser parser =
        new StreamParser(html)
            .parse(
                positions ? new FirstTags(page) : new FirstTags(page, MAX_SEPARATORS, MAX_NAME),
                "")) {
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

  /**
   * The beginning of a page: it ends soon after so many tags, so many separators of attributes, or
   * so long a name.
   */
  private static final class FirstTags extends Reader {
    private static final int OUTSIDE = -1;

    private final Reader page;
    private final int maxName;
    private int tags = MAX_TAGS;
    private int separators;
    private boolean gap;

    /** How much of the name of a tag was read; {@link #OUTSIDE} where no name is. */
    private int name = OUTSIDE;

    /** Makes the beginning of a page whose attributes and names are not bounded. */
    FirstTags(Reader page) {
      this(page, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    FirstTags(Reader page, int separators, int maxName) {
      this.page = page;
      this.separators = separators;
      this.maxName = maxName;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
      boolean more = tags > 0 && separators > 0 && name <= maxName;
      int count = more ? page.read(target, offset, length) : -1;
      for (int i = offset; i < offset + count; i++) {
        count(target[i]);
        name = nameAfter(target[i]);
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

    /** A name begins after a bracket, with a letter or the slash of an end tag. */
    private int nameAfter(char next) {
      if (name <= 0) {
        boolean begins = name == 0 && (next == '/' || Character.isLetter(next));
        return next == '<' ? 0 : begins ? 1 : OUTSIDE;
      }
      return next == '>' || next == '/' || Character.isWhitespace(next) ? OUTSIDE : name + 1;
    }

    @Override
    public void close() throws IOException {
      page.close();
    }
  }
}
