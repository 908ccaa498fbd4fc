package org.example.reader;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.pushj.WebLink;
import org.pushj.discovery.Rfc8288LinkHeaderParser;
import org.pushj.spi.LinkHeaderParser;

/** A parser of the application: its publisher has a relation of its own for hubs. */
public final class OwnLinkHeaderParser implements LinkHeaderParser {
  /** That relation. */
  public static final String HUB = "own-hub";

  private final LinkHeaderParser standard = new Rfc8288LinkHeaderParser();

  /** Makes a parser; the servlet does so by its name. */
  public OwnLinkHeaderParser() {}

  @Override
  public List<WebLink> parse(List<String> headerValues, URI base) {
    return standard.parse(headerValues, base).stream()
        .map(link -> link.hasRelation(HUB) ? new WebLink(link.target(), Set.of("hub")) : link)
        .toList();
  }
}
