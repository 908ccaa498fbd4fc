package org.pushj.examples.hub.content;

import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/**
 * A canonical text of a feed entry: the same for two entries that differ only in prefixes, in the
 * order of attributes, in CDATA sections, comments or processing instructions.
 */
final class EntryText {
  /** Separates the parts. Not allowed in an XML document. */
  private static final char MARK = '\uFFFF';

  private final StringBuilder text = new StringBuilder();

  private EntryText() {}

  static String of(Element entry) {
    EntryText writer = new EntryText();
    writer.write(entry);
    return writer.text.toString();
  }

  private void write(Element element) {
    mark('<').append(name(element));
    attributes(element)
        .forEach(
            (name, value) -> {
              mark('@').append(name);
              mark('=').append(value);
            });
    mark('>');
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        write(inner);
      } else if (child instanceof Text) {
        text.append(child.getNodeValue());
      }
    }
    mark('/');
  }

  private StringBuilder mark(char kind) {
    return text.append(MARK).append(kind);
  }

  /** Returns the attributes sorted by name, without namespace declarations. */
  private static Map<String, String> attributes(Element element) {
    Map<String, String> attributes = new TreeMap<>();
    NamedNodeMap all = element.getAttributes();
    for (int i = 0; i < all.getLength(); i++) {
      Node attribute = all.item(i);
      if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())) {
        attributes.put(name(attribute), attribute.getNodeValue());
      }
    }
    return attributes;
  }

  private static String name(Node node) {
    return "{" + node.getNamespaceURI() + "}" + node.getLocalName();
  }
}
