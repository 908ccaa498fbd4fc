package org.pushj.rewriting;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.DocumentException;
import org.pushj.markup.XmlElements;

/**
 * Passes an XML document to a parser, and records the positions of its tags. The parser of the JDK
 * reports positions too, but wrong ones.
 *
 * <p>The parser gets blanks instead of what it need not see, so that lines and columns stay the
 * same: a byte order mark, the XML declaration (real feeds have white space before it), the
 * document type declaration, and references in attributes to the entities that it declares. What is
 * not well-formed is left to the parser to report.
 */
final class TagReader extends Reader {
  /** The maximum size of a tag or a declaration, in characters. */
  private static final int MAX_TAG = 2 << 20;

  private static final String COMMENT_END = "-->";
  private static final String CDATA = "<![CDATA[";
  private static final String CDATA_END = "]]>";

  /** References to other than the predefined entities (XML 1.0 section 4.6). */
  private static final Pattern ENTITY =
      Pattern.compile("&(?!(?:lt|gt|amp|quot|apos);)[^\\s#&;<>\"']+;");

  private static final Pattern DECLARATION =
      Pattern.compile("\uFEFF?[ \t\r\n]*<\\?xml\\s[^<>]*\\?>");

  /** What else is no tag. */
  private static final Pattern OTHER = Pattern.compile("<!--|<!\\[CDATA\\[|<\\?");

  private static final Pattern SPACE = Pattern.compile("[ \t\r\n]{0,256}");

  private final BufferedReader in;

  /** The tags that were read; that of an empty element twice. */
  private final Queue<Tag> tags = new ArrayDeque<>();

  private @Nullable Tag tag;
  private long returned;

  /** A text and the markup after it, and how much of them the parser has read. */
  private final StringBuilder piece = new StringBuilder();

  private int taken;
  private long place;
  private boolean typeDeclared;
  private boolean inDocument;
  private boolean afterCdata;

  TagReader(Reader document) {
    this.in = new BufferedReader(document);
  }

  /** Returns the tag where the parser is; throws a DocumentException if they do not agree. */
  Tag tag(XmlElements parser) {
    while (returned < parser.tags()) {
      tag = tags.poll();
      returned++;
    }
    Tag found = tag;
    if (found == null || !found.isOf(parser)) {
      throw misplaced(parser);
    }
    return found;
  }

  /** Returns an exception for a tag whose position is unknown. */
  static DocumentException misplaced(XmlElements parser) {
    return parser.failure("Cannot locate the element " + parser.name());
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int count = 0;
    while (count < length && (taken < piece.length() || readPiece())) {
      int part = Math.min(length - count, piece.length() - taken);
      piece.getChars(taken, taken + part, target, offset + count);
      taken += part;
      count += part;
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  /** Reads up to the end of the next markup; returns false at the end of the document. */
  private boolean readPiece() throws IOException {
    place += piece.length();
    piece.setLength(0);
    taken = 0;
    int c = in.read();
    while (c >= 0 && c != '<') {
      piece.append((char) c);
      c = in.read();
    }
    int start = piece.length();
    if (c >= 0 && readMarkup(start)) {
      note(start, piece.substring(start));
    }
    if (place == 0 && !piece.isEmpty() && piece.charAt(0) == '\uFEFF') {
      blank(0, 1);
    }
    return !piece.isEmpty();
  }

  /** Reads markup, whose end is outside quotes, comments and the like; false if there is none. */
  private boolean readMarkup(int start) throws IOException {
    boolean inSubset = false;
    String end = "";
    int from = start;
    for (int c = '<'; c >= 0; c = in.read()) {
      piece.append((char) c);
      if (end.isEmpty()) {
        end = endOfPart((char) c, start);
        from = piece.length();
        inSubset = inSubset ? c != ']' : c == '[' && isDoctype(start);
      } else if (endsWith(end, from)) {
        end = "";
      }
      if (c == '>' && end.isEmpty() && !inSubset) {
        return true;
      }
      boolean mayBeLong = end.equals(COMMENT_END) || end.equals(CDATA_END);
      if (piece.length() - start > MAX_TAG && !mayBeLong) {
        throw new DocumentException(
            "The document has a tag or a declaration of more than " + MAX_TAG + " characters",
            null);
      }
    }
    return false;
  }

  /** Returns the end of a part of markup that begins just now; empty if none does. */
  private String endOfPart(char c, int start) {
    return switch (c) {
      case '"', '\'' -> String.valueOf(c);
      case '-' -> endsWith("<!--", start) ? COMMENT_END : "";
      case '[' -> endsWith(CDATA, start) ? CDATA_END : "";
      case '?' -> endsWith("<?", start) ? "?>" : "";
      default -> "";
    };
  }

  private boolean endsWith(String end, int from) {
    int at = piece.length() - end.length();
    return at >= from && piece.indexOf(end, at) == at;
  }

  private boolean isDoctype(int start) {
    return !typeDeclared
        && !inDocument
        && piece.charAt(start + 1) == '!'
        && "[-".indexOf(piece.charAt(start + 2)) < 0;
  }

  private void note(int start, String markup) {
    if (isDoctype(start)) {
      typeDeclared = true;
      blank(start, piece.length());
    } else if (place == 0 && DECLARATION.matcher(piece).matches()) {
      blank(0, piece.length());
    } else if (!OTHER.matcher(markup).lookingAt()) {
      // A second document type declaration counts as a tag, which the parser does not know.
      String text = piece.substring(0, start);
      boolean isSpace = !afterCdata && SPACE.matcher(text).matches();
      Tag tag = new Tag(place + start, markup, isSpace ? text : "");
      tags.add(tag);
      if (tag.isEmptyElement()) {
        tags.add(tag);
      }
      inDocument = true;
      if (typeDeclared) {
        Matcher reference = ENTITY.matcher(markup);
        while (reference.find()) {
          blank(start + reference.start(), start + reference.end());
        }
      }
    }
    afterCdata = markup.startsWith(CDATA);
  }

  /** Line breaks stay. */
  private void blank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (piece.charAt(i) != '\n' && piece.charAt(i) != '\r') {
        piece.setCharAt(i, ' ');
      }
    }
  }

  @Override
  public void close() {
    // The caller closes the document.
  }

  /**
   * A tag of an XML document.
   *
   * @param start where it begins, in characters from the beginning of the document
   * @param text the tag as written
   * @param space the white space before it if there is only white space since the last markup, else
   *     empty
   */
  record Tag(long start, String text, String space) {
    private static final Pattern ATTRIBUTE =
        Pattern.compile("\\G[^\\s/>]*\\s+([^\\s=]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

    long end() {
      return start + text.length();
    }

    boolean isEnd() {
      return text.startsWith("</");
    }

    /** Tells whether it is the tag of an empty element: start and end in one. */
    boolean isEmptyElement() {
      return text.endsWith("/>");
    }

    private boolean isOf(XmlElements parser) {
      return (isEmptyElement() || isEnd() != parser.isStart()) && name().equals(parser.name());
    }

    /** Returns the name of the element, with its prefix. */
    String name() {
      return text.substring(isEnd() ? 2 : 1).split("[ \t\r\n/>]", 2)[0];
    }

    /** Returns the position of an attribute value, without its quotes. */
    Optional<LinkPlan.Span> value(String attribute) {
      Matcher matcher = ATTRIBUTE.matcher(text);
      while (matcher.find()) {
        if (matcher.group(1).equals(attribute)) {
          int group = matcher.group(2) != null ? 2 : 3;
          return Optional.of(
              new LinkPlan.Span(start + matcher.start(group), start + matcher.end(group)));
        }
      }
      return Optional.empty();
    }
  }
}
