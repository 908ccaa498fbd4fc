package org.pushj.markup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Determines the encoding of a document by its first bytes and its {@code Content-Type}. */
public final class Encodings {
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final String EBCDIC = "IBM037";
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
    return byMark(start)
        .or(() -> named)
        .or(() -> byZeros(start))
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
    return byMark(start)
        .or(() -> named)
        .or(() -> declared(IN_META.matcher(text(start))))
        .or(() -> declared(IN_XML_DECLARATION.matcher(text(start))))
        .orElse(UTF_8);
  }

  /** Returns the first characters of a document; only the ASCII ones are reliable. */
  public static String text(byte[] start) {
    Charset charset =
        byMark(start)
            .or(() -> byZeros(start))
            .orElse(isEbcdic(start) ? Charset.forName(EBCDIC) : ISO_8859_1);
    String text = new String(start, charset);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Optional<Charset> byMark(byte[] start) {
    if (begins(start, 0, 0, 0xFE, 0xFF)) {
      return Optional.of(UTF_32BE);
    }
    if (begins(start, 0xFF, 0xFE, 0, 0)) {
      return Optional.of(UTF_32LE);
    }
    if (begins(start, 0xFE, 0xFF)) {
      return Optional.of(UTF_16BE);
    }
    if (begins(start, 0xFF, 0xFE)) {
      return Optional.of(UTF_16LE);
    }
    return begins(start, 0xEF, 0xBB, 0xBF) ? Optional.of(UTF_8) : Optional.empty();
  }

  /** Looks for zeros in the first four bytes: any markup begins with ASCII characters. */
  private static Optional<Charset> byZeros(byte[] start) {
    if (start.length < 4) {
      return Optional.empty();
    }
    String zeros = "";
    for (int i = 0; i < 4; i++) {
      zeros += start[i] == 0 ? '0' : 'x';
    }
    return switch (zeros) {
      case "000x" -> Optional.of(UTF_32BE);
      case "x000" -> Optional.of(UTF_32LE);
      case "0x0x" -> Optional.of(UTF_16BE);
      case "x0x0" -> Optional.of(UTF_16LE);
      default -> Optional.empty();
    };
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

  private static boolean isEbcdic(byte[] start) {
    return begins(start, 0x4C, 0x6F, 0xA7, 0x94) && Charset.isSupported(EBCDIC);
  }

  private static boolean begins(byte[] start, int... bytes) {
    if (start.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((start[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
