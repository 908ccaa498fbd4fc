package org.pushj.rewriting;

import java.io.IOException;
import java.io.Reader;
import java.util.Objects;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.pushj.DocumentException;
import org.pushj.markup.XmlParsers;

/**
 * Reads the tags of an XML document with their meaning and their positions. A parser tells the
 * former, a {@link TagReader} the latter; both must agree.
 */
final class ElementReader {
  private final TagReader tags;
  private final XMLStreamReader xml;
  private @Nullable Tag tag;
  private boolean isStart = true;
  private int depth;

  /**
   * Opens a document.
   *
   * @throws DocumentException if the document is not well-formed
   * @throws IOException if reading fails
   */
  ElementReader(Reader document) throws IOException {
    tags = new TagReader(document);
    try {
      xml = XmlParsers.newFactory().createXMLStreamReader(tags);
    } catch (XMLStreamException e) {
      throw translated(e);
    }
  }

  /**
   * Moves to the next tag. The tag of an empty element counts twice: as its start and as its end.
   *
   * @return false if there is none
   * @throws DocumentException if the document is not well-formed
   * @throws IOException if reading fails
   */
  boolean next() throws IOException {
    if (!moved()) {
      return false;
    }
    boolean wasEmptyElement = isStart && tag != null && tag.isEmptyElement();
    depth -= isStart ? 0 : 1;
    isStart = xml.isStartElement();
    depth += isStart ? 1 : 0;
    boolean isEndTag = !isStart && !wasEmptyElement;
    if (isStart || isEndTag) {
      tag = tags.nextTag();
    }
    if (tag == null || tag.isEnd() != isEndTag || !tag.name().equals(name())) {
      throw misplaced();
    }
    return true;
  }

  private boolean moved() throws IOException {
    try {
      while (xml.hasNext()) {
        xml.next();
        if (xml.isStartElement() || xml.isEndElement()) {
          return true;
        }
      }
      return false;
    } catch (XMLStreamException e) {
      throw translated(e);
    } catch (DocumentException e) {
      throw e;
    } catch (RuntimeException e) {
      // A crafted document may hit a bug of the parser, which is not a mistake of the caller.
      throw failure("The XML parser failed on this document", e);
    }
  }

  boolean isStart() {
    return isStart;
  }

  /** Returns the depth of the element: 1 for the root. */
  int depth() {
    return depth;
  }

  Tag tag() {
    return Objects.requireNonNull(tag);
  }

  String localName() {
    return xml.getLocalName();
  }

  /** Returns the namespace of the element; null if it is in none. */
  @Nullable String namespace() {
    return xml.getNamespaceURI();
  }

  /** Returns the value of an attribute in no namespace; null if there is none. */
  @Nullable String attribute(String name) {
    return xml.getAttributeValue("", name);
  }

  /** Returns a prefix that is bound to a namespace inside the element; null if there is none. */
  @Nullable String prefix(String namespace) {
    return namespace.equals(namespace())
        ? xml.getPrefix()
        : xml.getNamespaceContext().getPrefix(namespace);
  }

  /** Returns an exception for a problem at this position. */
  DocumentException failure(String problem, @Nullable Throwable cause) {
    return failure(problem, xml.getLocation(), cause);
  }

  /** Returns an exception for a tag whose position is unknown. */
  DocumentException misplaced() {
    return failure("Cannot locate the element " + name(), null);
  }

  private String name() {
    String prefix = xml.getPrefix();
    return prefix == null || prefix.isEmpty() ? localName() : prefix + ":" + localName();
  }

  private static DocumentException translated(XMLStreamException e) throws IOException {
    if (e.getNestedException() instanceof IOException failed) {
      throw failed;
    }
    // The parser puts the location first.
    String problem = String.valueOf(e.getMessage()).replaceFirst("(?s)^.*?Message: ", "");
    return failure("The document is not well-formed: " + problem, e.getLocation(), e);
  }

  private static DocumentException failure(
      String problem, @Nullable Location location, @Nullable Throwable cause) {
    // At the end of a document, the parser does not know the place any more.
    boolean known = location != null && location.getLineNumber() > 0;
    return new DocumentException(
        problem,
        known ? location.getLineNumber() : 0,
        known ? location.getColumnNumber() : 0,
        cause);
  }
}
