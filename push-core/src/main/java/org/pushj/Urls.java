package org.pushj;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pushj.text.Texts;
import org.pushj.urls.UriReference;

/**
 * Handles untrusted URLs. Those of pages and hubs are kept exactly as written, since hubs compare
 * topics character by character; those that people type are normalized.
 *
 * @since 0.1
 */
public final class Urls {
  private static final Pattern USER = Pattern.compile("^([^/]*//)[^/]*@");

  private Urls() {}

  /**
   * Normalizes a URL given by an application or its user to the form in which it is sent: scheme
   * and host in lower case (RFC 3986 section 6.2.2.1), an international host in the form of DNS (by
   * {@link java.net.IDN}), and other characters that are not allowed in a URL percent-encoded as
   * UTF-8 (RFC 3987 section 3.1). The rest is unchanged, and so is a URL that already has this
   * form.
   *
   * <p>Not for a topic that a page or a hub states: those are compared character by character (W3C
   * WebSub section 5.1).
   *
   * @param name the name of the parameter, for the message
   * @param url an absolute http or https URL, as people type it
   * @throws IllegalArgumentException if it is not such a URL, has no valid host, or becomes longer
   *     than {@value SubscriptionRequest#MAX_URL} characters
   */
  public static URI normalized(String name, String url) {
    return Optional.of(url)
        .filter(UTF_8.newEncoder()::canEncode)
        .flatMap(UriReference::parse)
        .flatMap(UriReference::normalized)
        .filter(normalized -> isHttp(normalized) && normalized.getHost() != null)
        .map(normalized -> Texts.atMost(name, normalized, SubscriptionRequest.MAX_URL))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name
                        + " must be an http or https URL with a valid host, was "
                        + forMessage(url)));
  }

  /**
   * Normalizes a parsed URL. If it already has this form, as URLs from a store do, the same object
   * is returned.
   *
   * @throws IllegalArgumentException as {@link #normalized(String, String)} does
   */
  public static URI normalized(String name, URI url) {
    return isHttp(url) && UriReference.isNormalized(url)
        ? Texts.atMost(name, url, SubscriptionRequest.MAX_URL)
        : normalized(name, url.toString());
  }

  /**
   * Resolves a reference in a document (RFC 3986 section 5.2). Characters that are not allowed in a
   * URL, but accepted by browsers, are percent-encoded.
   *
   * @param base an absolute URL
   * @return empty if the reference cannot be resolved
   */
  public static Optional<URI> resolve(URI base, String reference) {
    return UriReference.resolve(base, reference);
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
    if (isAscii(header) || header.chars().anyMatch(c -> c > 0xFF)) {
      return header;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(header.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException otherBytes) {
      return header;
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
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
   * secrets, without characters that break or turn a line, and truncated if it is too long.
   */
  public static String forMessage(URI url) {
    return forMessage(url.toString());
  }

  private static String forMessage(String url) {
    String whole = upTo('#', url);
    String shown = Texts.excerpt(USER.matcher(upTo('?', whole)).replaceFirst("$1"));
    return whole.indexOf('?') < 0 ? shown : shown + "?...";
  }

  private static String upTo(char end, String text) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }
}
