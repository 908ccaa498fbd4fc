package org.pushj.spi;

import java.net.URI;
import java.util.List;
import org.pushj.WebLink;

/**
 * Parses {@code Link} headers (RFC 8288 section 3). Safe for use by several threads.
 *
 * <p>The headers come from the internet. A parser never fails: it skips what it cannot parse, in
 * time linear in the length of the headers. The headers of an update are parsed on first use of its
 * links, on the thread of the listener.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface LinkHeaderParser {

  /**
   * Returns the links that a request or response states about itself. Links with an {@code anchor}
   * to another resource, without a relation type, or whose target is not a URL are omitted.
   *
   * @param headerValues the values of all {@code Link} headers, in order; may be empty
   * @param base the absolute URL of the resource, against which relative targets are resolved; its
   *     fragment is ignored
   * @return the links in order; an implementation may limit their number
   */
  List<WebLink> parse(List<String> headerValues, URI base);
}
