package org.pushj.rewriting;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Passes an XML document to a parser, and records the positions of its tags. The parser of the JDK
 * reports positions too, but wrong ones.
 *
 * <p>The parser gets blanks instead of what it need not see, so that lines and columns stay the
 * same: a byte order mark, the XML declaration (real feeds have white space before it), the
 * document type declaration, and references in attributes to the entities that it declares.
 */
final class TagReader extends Reader {
  private static final int MAX_SPACE = 256;
  private static final String DECLARATION = "<?xml";
  private static final String COMMENT = "<!--";
  private static final String CDATA = "<![CDATA[";

  /** References to other than the predefined entities (XML 1.0 section 4.6). */
  private static final Pattern ENTITY =
      Pattern.compile("&(?!(?:lt|gt|amp|quot|apos);)[^\\s#&;<>\"']+;");

  private static final Pattern DECLARED = Pattern.compile("\\G<\\?xml\\s[^<>]*\\?>\\z");

  private final TextWindow text;
  private final Queue<Tag> tags = new ArrayDeque<>();
  private final StringBuilder space = new StringBuilder();
  private boolean begun;
  private boolean typeDeclared;
  private boolean inDocument;
  private boolean blank = true;
  private String markupEnd = "";

  TagReader(Reader document) {
    this.text = new TextWindow(document);
  }

  /** Returns the next tag, in document order; null if none was read. */
  @Nullable Tag nextTag() {
    return tags.poll();
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (text.passed() < length && text.has(0)) {
      advance();
    }
    return text.take(target, offset, length);
  }

  /** Passes over one piece of text or markup, or over as much of it as was read. */
  private void advance() throws IOException {
    if (!begun) {
      begun = true;
      passDeclaration();
    } else if (!markupEnd.isEmpty()) {
      passMarkup();
    } else if (text.at(0) != '<') {
      passText();
    } else if (text.startsWith(COMMENT, 0)) {
      open(COMMENT, "-->");
    } else if (text.startsWith(CDATA, 0)) {
      open(CDATA, "]]>");
    } else if (text.startsWith("<?", 0)) {
      open("<?", "?>");
    } else if (!typeDeclared && !inDocument && text.startsWith("<!", 0)) {
      passDoctype();
    } else if (text.has(1) && isSpace(text.at(1))) {
      // Not a tag: the parser will report it.
      text.pass(1);
    } else {
      passTag();
    }
  }

  private void passDeclaration() throws IOException {
    int length = text.at(0) == '\uFEFF' ? 1 : 0;
    while (text.has(length) && isSpace(text.at(length))) {
      length++;
    }
    if (text.startsWith(DECLARATION, length)) {
      int end = lengthUpTo("?>", length);
      // Otherwise the parser has to see and refuse it.
      if (DECLARED.matcher(text.first(end)).find(length)) {
        length = end;
      }
    }
    text.blank(0, length);
    text.pass(length);
  }

  private void passText() {
    int length = 0;
    while (length < text.available() && text.at(length) != '<') {
      length++;
    }
    noteSpace(length);
    text.pass(length);
  }

  private void noteSpace(int length) {
    for (int i = 0; i < length && blank; i++) {
      blank = isSpace(text.at(i)) && space.length() < MAX_SPACE;
      space.append(text.at(i));
    }
  }

  private void open(String start, String end) {
    markupEnd = end;
    // A CDATA section is text.
    blank = !start.equals(CDATA);
    space.setLength(0);
    text.pass(start.length());
  }

  private void passMarkup() throws IOException {
    int last = text.available() - markupEnd.length();
    for (int i = 0; i <= last; i++) {
      if (text.startsWith(markupEnd, i)) {
        text.pass(i + markupEnd.length());
        markupEnd = "";
        return;
      }
    }
    text.pass(Math.max(0, last + 1));
    if (!text.has(markupEnd.length() - 1)) {
      // The parser will report that the end is missing.
      text.pass(text.available());
    }
  }

  /** Passes over a document type declaration, whose end is outside quotes and its subset. */
  private void passDoctype() throws IOException {
    typeDeclared = true;
    int length = 2;
    boolean inSubset = false;
    while (text.has(length) && (inSubset || text.at(length) != '>')) {
      char c = text.at(length);
      if (c == '"' || c == '\'') {
        length = lengthUpTo(String.valueOf(c), length + 1);
      } else if (text.startsWith(COMMENT, length)) {
        length = lengthUpTo("-->", length + COMMENT.length());
      } else if (text.startsWith("<?", length)) {
        length = lengthUpTo("?>", length);
      } else {
        inSubset = c == '[' || (inSubset && c != ']');
        length++;
      }
    }
    if (text.has(length)) {
      text.blank(0, length + 1);
      text.pass(length + 1);
    } else {
      text.pass(text.available());
    }
  }

  private void passTag() throws IOException {
    int length = 1;
    while (text.has(length) && text.at(length) != '>') {
      char c = text.at(length);
      length = c == '"' || c == '\'' ? lengthUpTo(String.valueOf(c), length + 1) : length + 1;
    }
    if (!text.has(length)) {
      text.pass(text.available());
      return;
    }
    length++;
    tags.add(new Tag(text.place(), text.first(length), blank ? space.toString() : ""));
    inDocument = true;
    blank = true;
    space.setLength(0);
    if (typeDeclared) {
      blankReferences(length);
    }
    text.pass(length);
  }

  /** Returns the length up to the end of the next such text, or to the end of the document. */
  private int lengthUpTo(String end, int from) throws IOException {
    int length = from;
    while (text.has(length) && !text.startsWith(end, length)) {
      length++;
    }
    return Math.min(text.available(), length + end.length());
  }

  private void blankReferences(int length) {
    Matcher reference = ENTITY.matcher(text.first(length));
    while (reference.find()) {
      text.blank(reference.start(), reference.end());
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  @Override
  public void close() {
    // The caller closes the document.
  }
}
