package org.pushj.examples.hub.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.pushj.MediaType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSException;
import org.w3c.dom.ls.LSOutput;
import org.w3c.dom.ls.LSSerializer;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reduces a feed to what a subscriber does not have yet: the feed's own elements and the entries
 * that are new or changed. W3C WebSub section 7 lets hubs remove entries of Atom and RSS 2.0 feeds
 * that were delivered already; PubSubHubbub 0.4 section 7 lets them send a diff. The remaining
 * entries keep their extensions; the encoding becomes UTF-8.
 */
final class FeedDelta {
  private static final Logger LOG = LoggerFactory.getLogger(FeedDelta.class);
  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final Pattern CHARSET =
      Pattern.compile(
          "(;\\s{0,8}charset\\s{0,8}=\\s{0,8})(?:\"[^\"]*\"|[^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  /** No real feed is nested deeper, and each level takes stack space. */
  private static final int MAX_ELEMENT_DEPTH = 200;

  private FeedDelta() {}

  /**
   * Compares a feed with an earlier version of it.
   *
   * @return the smaller feed; empty if the content has to be sent in full: one of the two is not
   *     such a feed, is not well-formed, or has a document type declaration; an entry has no id
   *     ({@code atom:id}; {@code guid} or else {@code link}); no entry, or every entry, is new or
   *     changed
   */
  static Optional<Content> between(Content earlier, Content now) {
    try {
      Document feed = parse(now);
      List<Element> entries = entries(feed);
      Set<String> known =
          entries(parse(earlier)).stream().map(EntryText::of).collect(Collectors.toSet());
      // The text includes the id: a known entry has the same id and the same content.
      List<Element> old =
          entries.stream().filter(entry -> known.contains(EntryText.of(entry))).toList();
      boolean smaller = !old.isEmpty() && old.size() < entries.size();
      if (!smaller || !entries.stream().allMatch(FeedDelta::hasId)) {
        return Optional.empty();
      }
      old.forEach(FeedDelta::remove);
      return Optional.of(new Content(typeInUtf8(now.type()), write(feed)));
    } catch (IOException | SAXException | LSException e) {
      LOG.debug("Content is sent in full: {}", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  /** Returns the entries of a feed; none if the document is not a feed. */
  private static List<Element> entries(Document document) {
    Element root = document.getDocumentElement();
    if (isNamed(root, ATOM, "feed")) {
      return children(root, ATOM, "entry");
    }
    if (isNamed(root, null, "rss")) {
      return children(root, null, "channel").stream()
          .flatMap(channel -> children(channel, null, "item").stream())
          .toList();
    }
    return List.of();
  }

  private static boolean hasId(Element entry) {
    String namespace = entry.getNamespaceURI();
    List<String> names = namespace == null ? List.of("guid", "link") : List.of("id");
    return names.stream()
        .flatMap(name -> children(entry, namespace, name).stream())
        .anyMatch(id -> !id.getTextContent().isBlank());
  }

  private static List<Element> children(Element parent, @Nullable String namespace, String name) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && isNamed(child, namespace, name)) {
        children.add(child);
      }
    }
    return children;
  }

  private static boolean isNamed(Element element, @Nullable String namespace, String name) {
    return Objects.equals(element.getNamespaceURI(), namespace)
        && element.getLocalName().equals(name);
  }

  /** Removes an entry and the white space before it. */
  private static void remove(Element entry) {
    Node parent = entry.getParentNode();
    if (entry.getPreviousSibling() instanceof Text text && text.getData().isBlank()) {
      parent.removeChild(text);
    }
    parent.removeChild(entry);
  }

  private static Document parse(Content content) throws IOException, SAXException {
    InputSource source = new InputSource(new ByteArrayInputStream(content.body()));
    // The Content-Type header overrides the XML declaration (RFC 7303 section 3.2).
    MediaType.parse(content.type()).charset().map(Charset::name).ifPresent(source::setEncoding);
    return newParser().parse(source);
  }

  /** Makes a parser that rejects document type declarations, and with them all entities. */
  private static DocumentBuilder newParser() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute("jdk.xml.maxElementDepth", MAX_ELEMENT_DEPTH);
      DocumentBuilder parser = factory.newDocumentBuilder();
      // Without one the parser writes to the standard error stream.
      parser.setErrorHandler(new DefaultHandler());
      return parser;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("The JDK's built-in parser has these features", e);
    }
  }

  private static byte[] write(Document document) {
    DOMImplementationLS dom =
        (DOMImplementationLS) document.getImplementation().getFeature("LS", "3.0");
    LSOutput output = dom.createLSOutput();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    output.setByteStream(bytes);
    output.setEncoding(UTF_8.name());
    LSSerializer writer = dom.createLSSerializer();
    // All namespace declarations are there; the serializer would add one for the prefix xml.
    writer.getDomConfig().setParameter("namespaces", false);
    writer.write(document, output);
    return bytes.toByteArray();
  }

  /** Returns a type whose charset, if it names one, is UTF-8. */
  private static String typeInUtf8(String type) {
    return CHARSET.matcher(type).replaceAll("$1utf-8");
  }
}
