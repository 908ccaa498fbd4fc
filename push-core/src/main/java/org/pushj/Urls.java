package org.pushj;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/**
 * What has to be done with URLs that others wrote. They are kept to the letter: hubs compare topics
 * so.
 *
 * @since 0.1
 */
public final class Urls {
  private static final int MAX_IN_MESSAGE = 200;

  private Urls() {}

  /**
   * Resolves a reference of a document (RFC 3986 section 5.2). What no URL may contain, and
   * browsers take all the same, is percent-encoded.
   *
   * @param base an absolute URL
   * @return empty if the reference cannot be resolved
   */
  public static Optional<URI> resolve(URI base, String reference) {
    return UriReference.parse(reference).flatMap(parsed -> parsed.against(base));
  }

  /**
   * Resolves a reference of a header. HTTP libraries hand the bytes of headers on as ISO-8859-1;
   * who writes characters beyond ASCII there means UTF-8.
   *
   * @param base an absolute URL
   * @return empty if the reference cannot be resolved
   */
  public static Optional<URI> resolveInHeader(URI base, String reference) {
    return resolve(base, fromUtf8(reference));
  }

  private static String fromUtf8(String header) {
    if (header.chars().allMatch(c -> c < 0x80) || header.chars().anyMatch(c -> c > 0xFF)) {
      return header;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(header.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException otherBytes) {
      return header;
    }
  }

  /**
   * Tells whether a URL is one that WebSub knows: of http or https, and of a place (W3C WebSub
   * section 1).
   */
  public static boolean isHttp(URI url) {
    String scheme = url.getScheme();
    return ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
        && url.getRawAuthority() != null;
  }

  /** Returns a URL without its fragment, which is no part of a request (RFC 9110 section 7.1). */
  public static URI withoutFragment(URI url) {
    return url.getRawFragment() == null ? url : URI.create(upTo('#', url.toString()));
  }

  /**
   * Returns a URL for a message: without user, password and query, in which there may be keys, and
   * not too long.
   */
  public static String forMessage(URI url) {
    String text = upTo('?', upTo('#', url.toString()));
    String authority = url.getRawAuthority();
    if (authority != null) {
      text = text.replace(authority, authority.substring(authority.lastIndexOf('@') + 1));
    }
    String shown =
        text.length() > MAX_IN_MESSAGE ? text.substring(0, MAX_IN_MESSAGE) + "..." : text;
    return url.getRawQuery() == null ? shown : shown + "?...";
  }

  private static String upTo(char end, String text) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }
}
