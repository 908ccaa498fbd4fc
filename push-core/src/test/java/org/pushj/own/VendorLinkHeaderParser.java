package org.pushj.own;

// START SNIPPET: parser
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.pushj.WebLink;
import org.pushj.discovery.Rfc8288LinkHeaderParser;
import org.pushj.spi.LinkHeaderParser;

/** Reads a vendor's relation type as {@code hub}. */
public final class VendorLinkHeaderParser implements LinkHeaderParser {
  private static final String VENDOR = "https://vendor.example/rel/hub";

  private final LinkHeaderParser standard = new Rfc8288LinkHeaderParser();

  @Override
  public List<WebLink> parse(List<String> headerValues, URI base) {
    return standard.parse(headerValues, base).stream()
        .map(link -> link.hasRelation(VENDOR) ? new WebLink(link.target(), Set.of("hub")) : link)
        .toList();
  }
}
// END SNIPPET: parser
