package org.pushj.markup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Determines the encoding of a document by its first bytes and its {@code Content-Type}. */
public final class Encodings {
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final String EBCDIC = "IBM037";

  /** The byte order marks, as the hexadecimal digits that a document begins with. */
  private static final Map<Pattern, Charset> MARKS =
      Map.of(
          Pattern.compile("0000feff"), UTF_32BE,
          Pattern.compile("fffe0000"), UTF_32LE,
          Pattern.compile("feff"), UTF_16BE,
          Pattern.compile("fffe(?!0000)"), UTF_16LE,
          Pattern.compile("efbbbf"), UTF_8);

  /** Where the zeros are in the first four bytes: any markup begins with ASCII characters. */
  private static final Map<Pattern, Charset> ZEROS =
      Map.of(
          Pattern.compile("000000(?!00).."), UTF_32BE,
          Pattern.compile("(?!00)..000000"), UTF_32LE,
          Pattern.compile("00(?!00)..00(?!00).."), UTF_16BE,
          Pattern.compile("(?!00)..00(?!00)..00"), UTF_16LE);

  private static final Pattern IN_XML_DECLARATION =
      Pattern.compile("\\s*<\\?xml\\s[^>]{0,200}?encoding\\s*=\\s*[\"']([\\w.:-]{1,40})[\"']");
  private static final Pattern IN_META =
      Pattern.compile(
          "<meta\\s[^>]{0,500}?charset\\s*=\\s*[\"']?\\s*([\\w.:-]{1,40})",
          Pattern.CASE_INSENSITIVE);

  private Encodings() {}

  /**
   * Returns the encoding of an XML document: that of its byte order mark, else that of its {@code
   * Content-Type} (RFC 7303 section 3), else the declared one (XML 1.0 appendix F), else UTF-8.
   *
   * @param start the first bytes of the document
   * @param named the charset of the {@code Content-Type} header
   */
  public static Charset ofXml(byte[] start, Optional<Charset> named) {
    return by(MARKS, start)
        .or(() -> named)
        .or(() -> by(ZEROS, start))
        .or(() -> declared(IN_XML_DECLARATION.matcher(text(start))))
        .orElse(UTF_8);
  }

  /**
   * Returns the encoding of an HTML page: that of its byte order mark, else that of its {@code
   * Content-Type}, else that of its {@code meta} element or XML declaration (HTML section
   * 13.2.3.2), else UTF-8.
   *
   * @param start the first bytes of the page
   * @param named the charset of the {@code Content-Type} header
   */
  public static Charset ofHtml(byte[] start, Optional<Charset> named) {
    return by(MARKS, start)
        .or(() -> named)
        .or(() -> declared(IN_META.matcher(text(start))))
        .or(() -> declared(IN_XML_DECLARATION.matcher(text(start))))
        .orElse(UTF_8);
  }

  /** Returns the first characters of a document; only the ASCII ones are reliable. */
  public static String text(byte[] start) {
    // The EBCDIC form of what an XML declaration begins with.
    boolean ebcdic = HexFormat.of().formatHex(start).startsWith("4c6fa794");
    Charset other =
        ebcdic && Charset.isSupported(EBCDIC) ? Charset.forName(EBCDIC) : ISO_8859_1;
    Charset charset = by(MARKS, start).or(() -> by(ZEROS, start)).orElse(other);
    String text = new String(start, charset);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Optional<Charset> by(Map<Pattern, Charset> beginnings, byte[] start) {
    String digits = HexFormat.of().formatHex(start, 0, Math.min(4, start.length));
    return beginnings.entrySet().stream()
        .filter(beginning -> beginning.getKey().matcher(digits).lookingAt())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<Charset> declared(Matcher declaration) {
    if (!declaration.find()) {
      return Optional.empty();
    }
    Charset charset;
    try {
      charset = Charset.forName(declaration.group(1));
    } catch (IllegalArgumentException unsupported) {
      return Optional.empty();
    }
    // The declaration was readable, so the document does not use two or four bytes a character.
    boolean wide = charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
    return wide ? Optional.empty() : Optional.of(charset);
  }
}
