package org.pushj.markup;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of XML documents with links for WebSub, and where the links are. */
public enum XmlVocabulary {
  /** An Atom feed (RFC 4287). */
  ATOM_FEED(XmlVocabulary.ATOM, "feed", "feed", XmlVocabulary.ATOM, "entry"),
  /**
   * An RSS 2.0 feed, or one of its predecessors 0.91 and 0.92. Their namespace varies, if there is
   * any.
   */
  RSS(null, "rss", "channel", XmlVocabulary.ATOM, "item"),
  /** An RSS 1.0 feed. */
  RSS_1_0(
      "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "RDF", "channel", XmlVocabulary.ATOM, "item"),
  /** A page in the XML syntax of HTML. */
  XHTML(XmlVocabulary.HTML, "html", "head", XmlVocabulary.HTML, "body");

  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final String HTML = "http://www.w3.org/1999/xhtml";

  final int holderDepth;
  final String linkNamespace;

  /** The local name of the child of the holder, in its namespace, that usually follows links. */
  final String end;

  private final @Nullable String rootNamespace;
  private final String root;
  private final String holder;

  XmlVocabulary(
      @Nullable String rootNamespace,
      String root,
      String holder,
      String linkNamespace,
      String end) {
    this.rootNamespace = rootNamespace;
    this.root = root;
    this.holder = holder;
    this.holderDepth = holder.equals(root) ? 1 : 2;
    this.linkNamespace = linkNamespace;
    this.end = end;
  }

  /** Returns the vocabulary of a root element; empty if it is none of these. */
  static Optional<XmlVocabulary> ofRoot(@Nullable String namespace, String name) {
    return Arrays.stream(values())
        .filter(it -> it.rootNamespace == null || it.rootNamespace.equals(namespace))
        .filter(it -> it.root.equals(name))
        .findFirst();
  }

  /** Returns the local name of the element that holds the links: the root or a child of it. */
  public String holder() {
    return holder;
  }
}
