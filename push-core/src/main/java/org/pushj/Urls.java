package org.pushj;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.pushj.base.UriReference;

/**
 * Handles untrusted URLs. They are kept exactly as written, since hubs compare topics character by
 * character.
 *
 * @since 0.1
 */
public final class Urls {
  private static final int MAX_IN_MESSAGE = 200;

  private Urls() {}

  /**
   * Resolves a reference in a document (RFC 3986 section 5.2). Characters that are not allowed in a
   * URL, but accepted by browsers, are percent-encoded.
   *
   * @param base an absolute URL
   * @return empty if the reference cannot be resolved
   */
  public static Optional<URI> resolve(URI base, String reference) {
    return UriReference.parse(reference).flatMap(parsed -> parsed.against(base));
  }

  /**
   * Resolves a reference in a header. HTTP libraries decode headers as ISO-8859-1, but non-ASCII
   * characters in a header are UTF-8 in practice.
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
   * Tells whether a URL can be used with WebSub: http or https, with an authority (W3C WebSub
   * section 1).
   */
  public static boolean isHttp(URI url) {
    String scheme = url.getScheme();
    return ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
        && url.getRawAuthority() != null;
  }

  /** Returns a URL without its fragment, which is not part of a request (RFC 9110 section 7.1). */
  public static URI withoutFragment(URI url) {
    return url.getRawFragment() == null ? url : URI.create(upTo('#', url.toString()));
  }

  /**
   * Returns a URL for use in a message: without user, password and query, which may contain
   * secrets, and truncated if it is too long.
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
