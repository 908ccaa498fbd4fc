package org.pushj.discovery;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.pushj.Urls;
import org.pushj.WebLink;
import org.pushj.spi.LinkHeaderParser;
import org.pushj.urls.RecentUrls;

/**
 * Parses {@code Link} headers by the algorithm of RFC 8288 appendix B, in one pass. Safe for use by
 * several threads; create one and reuse it.
 *
 * <p>It reads at most {@value #MAX_LINKS} links, which limits the memory that a hostile header can
 * consume.
 *
 * @since 0.1
 */
public final class Rfc8288LinkHeaderParser implements LinkHeaderParser {
  /** The maximum number of links; further ones are ignored. */
  public static final int MAX_LINKS = 4096;

  private final RecentUrls urls = new RecentUrls();

  /** Makes a parser. */
  public Rfc8288LinkHeaderParser() {}

  @Override
  public List<WebLink> parse(List<String> headerValues, URI base) {
    URI context = Urls.withoutFragment(base);
    List<WebLink> links = new ArrayList<>();
    for (String value : headerValues) {
      LinkScanner scanner = new LinkScanner(value, context, urls);
      while (links.size() < MAX_LINKS && scanner.next()) {
        WebLink link = scanner.link();
        if (link != null) {
          links.add(link);
        }
      }
    }
    return List.copyOf(links);
  }
}
