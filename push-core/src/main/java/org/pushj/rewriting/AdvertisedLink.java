package org.pushj.rewriting;

import java.util.List;
import java.util.stream.Stream;
import org.pushj.markup.LinkRelations;

/** A link of an advertisement: its relation type, and its URL in ASCII. */
record AdvertisedLink(String relation, String target) {
  /** The start of an element if the namespace of links is the default. */
  static final String IN_DEFAULT_NAMESPACE = "link";

  /** The start of an element that declares the namespace of Atom. */
  static final String IN_RSS = "atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\"";

  /** Returns the links of an advertisement: the topic first, then the hubs. */
  static List<AdvertisedLink> of(Advertisement advertisement) {
    return Stream.concat(
            Stream.of(new AdvertisedLink(LinkRelations.SELF, advertisement.self().toString())),
            advertisement.hubs().stream()
                .map(hub -> new AdvertisedLink(LinkRelations.HUB, hub.toString())))
        .toList();
  }

  /** Returns the link as one value of a {@code Link} header. */
  String headerValue() {
    return "<" + target + ">; rel=\"" + relation + "\"";
  }

  /** Returns the link as an empty element that starts with a name and declarations. */
  String element(String start) {
    return "<" + start + " rel=\"" + relation + "\" href=\"" + escape(target) + "\"/>";
  }

  /** Escapes a text for an attribute value in double quotes. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
