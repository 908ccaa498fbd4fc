package org.pushj.publisher;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.pushj.markup.LinkRelations;

/**
 * One link of an advertisement, as text.
 *
 * @param relation its relation type
 * @param target its URL in ASCII
 */
record AdvertisedLink(String relation, String target) {
  /** The start of an element where the namespace of links is the default. */
  static final String IN_DEFAULT_NAMESPACE = "link";

  /** The start of an element that declares the namespace of Atom itself. */
  static final String IN_RSS = "atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\"";

  /** Returns the links of an advertisement: the topic, and then the hubs. */
  static List<AdvertisedLink> of(Advertisement advertisement) {
    List<AdvertisedLink> links = new ArrayList<>();
    links.add(new AdvertisedLink(LinkRelations.SELF, advertisement.self().toString()));
    for (URI hub : advertisement.hubs()) {
      links.add(new AdvertisedLink(LinkRelations.HUB, hub.toString()));
    }
    return links;
  }

  /** Returns the link as one value of a {@code Link} header. */
  String headerValue() {
    return "<" + target + ">; rel=\"" + relation + "\"";
  }

  /**
   * Returns the link as an empty element.
   *
   * @param start the name of the element, and declarations that it needs
   */
  String element(String start) {
    return "<" + start + " rel=\"" + relation + "\" href=\"" + escape(target) + "\"/>";
  }

  /** Writes a text as the value of an attribute in double quotes. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
