package org.pushj;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a {@code Content-Type} header that is used here (RFC 9110 section 8.3.1).
 *
 * @param essence the type and subtype in lower case, such as {@code text/html}; empty if there is
 *     none
 * @param charset the charset, if one is given and this JVM supports it
 * @since 0.1
 */
public record MediaType(String essence, Optional<Charset> charset) {
  private static final Pattern CHARSET =
      Pattern.compile(
          ";\\s{0,8}charset\\s{0,8}=\\s{0,8}(?:\"([^\"]{1,40})\"|([^\\s;\",]{1,40}))",
          Pattern.CASE_INSENSITIVE);

  /** Parses the value of a header. Never fails: malformed parts are ignored. */
  public static MediaType parse(String header) {
    int semicolon = header.indexOf(';');
    String essence = semicolon < 0 ? header : header.substring(0, semicolon);
    return new MediaType(essence.strip().toLowerCase(Locale.ROOT), charsetOf(header));
  }

  private static Optional<Charset> charsetOf(String header) {
    Matcher matcher = CHARSET.matcher(header);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    try {
      return Optional.of(Charset.forName(name.strip()));
    } catch (IllegalArgumentException unknownHere) {
      return Optional.empty();
    }
  }
}
