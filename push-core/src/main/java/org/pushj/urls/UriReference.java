package org.pushj.urls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL reference as it was written, absolute or relative, in its five parts (RFC 3986 appendix B).
 * The scheme, authority, query and fragment are null if absent.
 *
 * <p>It is kept as written. Only characters that RFC 3986 does not allow, but browsers accept, are
 * percent-encoded: spaces and {@code |}, for example, and everything outside ASCII (RFC 3987
 * section 3.1). Square brackets are kept in queries, where they are common and {@link URI} accepts
 * them.
 */
public record UriReference(
    @Nullable String scheme,
    @Nullable String authority,
    String path,
    @Nullable String query,
    @Nullable String fragment) {
  /** The maximum length in characters: more than servers accept. */
  public static final int MAX = 8192;

  private static final int MAX_HOST = 253;
  private static final String LEGAL_PUNCTUATION = "-._~!$&'()*+,;=:@/";
  private static final String PLAIN = LEGAL_PUNCTUATION + "?";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Pattern BREAKS = Pattern.compile("[\\t\\n\\r]+");
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:([A-Za-z][A-Za-z0-9+.-]*+):)?+(?://([^/?#]*+))?+([^?#]*+)(?:\\?([^#]*+))?+(?:#(.*+))?+",
          Pattern.DOTALL);

  /**
   * Resolves a reference: the same as {@link #parse} and {@link #against}, but most references are
   * URLs with nothing to resolve or escape, which need not be taken apart.
   */
  public static Optional<URI> resolve(URI base, String text) {
    if (text.isEmpty() && isPage(base)) {
      return Optional.of(base);
    }
    if (!isPlainUrl(text)) {
      return parse(text).flatMap(parsed -> parsed.against(base));
    }
    try {
      return Optional.of(text.equals(base.toString()) ? base : new URI(text));
    } catch (URISyntaxException noUrl) {
      return Optional.empty();
    }
  }

  /**
   * Tells whether {@link #normalized()} would leave a URL with a host as it is. May say no where it
   * would, as for one with a fragment.
   */
  public static boolean isNormalized(URI url) {
    String scheme = url.getScheme();
    String host = url.getHost();
    return scheme != null
        && host != null
        && isLower(scheme)
        && isLower(host)
        && isPlainUrl(url.toString());
  }

  private static boolean isLower(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) >= 'A' && text.charAt(at) <= 'Z') {
        return false;
      }
    }
    return true;
  }

  /** Tells whether an empty reference leads to a base: it has no fragment to be left out. */
  private static boolean isPage(URI base) {
    return base.getScheme() != null
        && base.getRawAuthority() != null
        && base.getRawFragment() == null;
  }

  /** Tells whether a text has a scheme, and only characters that are legal in every part. */
  private static boolean isPlainUrl(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || text.length() > MAX || !isLetter(text.charAt(0))) {
      return false;
    }
    for (int at = 1; at < text.length(); at++) {
      char c = text.charAt(at);
      String alsoLegal = at < colon ? "+-." : PLAIN;
      if (!isLetterOrDigit(c) && alsoLegal.indexOf(c) < 0 && !(at > colon && isEscape(text, at))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Parses a reference. Surrounding spaces and line breaks inside it are dropped, as browsers do.
   *
   * @return empty if it is too long
   */
  public static Optional<UriReference> parse(String text) {
    String trimmed = text.trim();
    if (trimmed.length() > MAX) {
      return Optional.empty();
    }
    Matcher parts = PARTS.matcher(BREAKS.matcher(trimmed).replaceAll(""));
    return parts.matches()
        ? Optional.of(
            new UriReference(
                parts.group(1), parts.group(2), parts.group(3), parts.group(4), parts.group(5)))
        : Optional.empty();
  }

  /**
   * Resolves the reference (RFC 3986 section 5.2). {@link URI#resolve(URI)} cannot be used: it
   * follows RFC 2396, which drops the last segment of the base when the reference is only a query.
   *
   * @param base an absolute URL with an authority
   * @return empty if the reference cannot be resolved or is not a URL
   */
  public Optional<URI> against(URI base) {
    if (scheme == null && (base.getScheme() == null || base.getRawAuthority() == null)) {
      return Optional.empty();
    }
    try {
      UriReference target = scheme != null ? escaped() : escaped().transformed(base);
      return Optional.of(new URI(target.recomposed()));
    } catch (URISyntaxException | IllegalArgumentException noUrl) {
      return Optional.empty();
    }
  }

  /**
   * Returns the URL as it is sent if a person typed it: escaped, and with scheme and host in lower
   * case (RFC 3986 section 6.2.2.1).
   *
   * @return empty if it is relative or not a URL
   */
  public Optional<URI> normalized() {
    if (scheme == null || authority == null) {
      return Optional.empty();
    }
    int host = authority.lastIndexOf('@') + 1;
    UriReference lower =
        new UriReference(
            scheme.toLowerCase(Locale.ROOT),
            authority.substring(0, host) + authority.substring(host).toLowerCase(Locale.ROOT),
            path,
            query,
            fragment);
    return lower.against(URI.create("http://h"));
  }

  /** Implements RFC 3986 section 5.2.2 for a reference without a scheme. */
  private UriReference transformed(URI base) {
    if (authority != null) {
      return new UriReference(base.getScheme(), authority, withoutDots(path), query, fragment);
    }
    boolean samePath = path.isEmpty();
    return new UriReference(
        base.getScheme(),
        base.getRawAuthority(),
        samePath ? base.getRawPath() : withoutDots(path.startsWith("/") ? path : merged(base)),
        samePath && query == null ? base.getRawQuery() : query,
        fragment);
  }

  private String merged(URI base) {
    String basePath = base.getRawPath();
    return basePath.isEmpty()
        ? "/" + path
        : basePath.substring(0, basePath.lastIndexOf('/') + 1) + path;
  }

  private static String withoutDots(String path) {
    if (path.isEmpty()) {
      return path;
    }
    Deque<String> kept = new ArrayDeque<>();
    String last = "";
    for (String segment : path.substring(1).split("/", -1)) {
      last = segment;
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    if (last.equals(".") || last.equals("..")) {
      kept.addLast("");
    }
    return "/" + String.join("/", kept);
  }

  private String recomposed() {
    return (scheme == null ? "" : scheme + ":")
        + (authority == null ? "" : "//" + authority)
        + path
        + (query == null ? "" : "?" + query)
        + (fragment == null ? "" : "#" + fragment);
  }

  private UriReference escaped() {
    return new UriReference(
        scheme,
        authority == null ? null : escaped(inAscii(authority), "[]"),
        escaped(path, ""),
        query == null ? null : escaped(query, "?[]"),
        fragment == null ? null : escaped(fragment, "?"));
  }

  private static String escaped(String part, String alsoLegal) {
    String punctuation = LEGAL_PUNCTUATION + alsoLegal;
    StringBuilder text = new StringBuilder(part.length());
    for (int at = 0; at < part.length(); at += Character.charCount(part.codePointAt(at))) {
      int c = part.codePointAt(at);
      if (isLetterOrDigit(c) || punctuation.indexOf(c) >= 0 || isEscape(part, at)) {
        text.appendCodePoint(c);
      } else {
        for (byte b : Character.toString(c).getBytes(UTF_8)) {
          text.append('%').append(HEX.toHexDigits(b));
        }
      }
    }
    return text.toString();
  }

  private static boolean isLetterOrDigit(int c) {
    return isLetter(c) || (c >= '0' && c <= '9');
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isEscape(String part, int at) {
    return part.charAt(at) == '%'
        && part.length() > at + 2
        && HexFormat.isHexDigit(part.charAt(at + 1))
        && HexFormat.isHexDigit(part.charAt(at + 2));
  }

  /** Converts the host of an authority to its ASCII form (IDNA) if it is not ASCII. */
  private static String inAscii(String authority) {
    boolean ascii = authority.chars().allMatch(c -> c < 0x80);
    if (ascii || authority.indexOf('@') >= 0 || authority.length() > MAX_HOST) {
      return authority;
    }
    int colon = authority.lastIndexOf(':');
    int end = colon < 0 ? authority.length() : colon;
    // By these rules no character becomes a slash or another delimiter of the URL.
    return IDN.toASCII(authority.substring(0, end), IDN.USE_STD3_ASCII_RULES)
        + authority.substring(end);
  }
}
