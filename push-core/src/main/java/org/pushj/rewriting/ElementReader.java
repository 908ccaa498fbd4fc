package org.pushj.rewriting;

import java.io.IOException;
import java.io.Reader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pushj.DocumentException;
import org.pushj.markup.XmlElements;

/**
 * Reads the tags of an XML document with their meaning and their positions. A parser tells the
 * former, a {@link TagReader} the latter; both must agree.
 */
final class ElementReader extends XmlElements {
  private final TagReader tags;
  private @Nullable Tag tag;

  ElementReader(Reader document) throws IOException {
    this(new TagReader(document));
  }

  private ElementReader(TagReader tags) throws IOException {
    super(tags);
    this.tags = tags;
  }

  /** Moves to the next tag; false if there is none. That of an empty element comes twice. */
  @Override
  public boolean next() throws IOException {
    try {
      if (!super.next()) {
        return false;
      }
    } catch (DocumentException e) {
      throw e;
    } catch (RuntimeException e) {
      // A crafted document may hit a bug of the parser, which is not a mistake of the caller.
      throw failure("The XML parser failed on this document", e);
    }
    tag = tags.nextTag();
    boolean agrees = tag != null && (tag.isEmptyElement() || tag.isEnd() != isStart());
    if (!agrees || !tag().name().equals(name())) {
      throw misplaced();
    }
    return true;
  }

  Tag tag() {
    return Objects.requireNonNull(tag);
  }

  /** Returns an exception for a tag whose position is unknown. */
  DocumentException misplaced() {
    return failure("Cannot locate the element " + name(), null);
  }
}
