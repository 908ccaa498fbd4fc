package org.pushj.markup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pushj.MediaType;

/** Tells the format and the encoding of a document by its first bytes and its media type. */
public final class DocumentStart {
  /** How many bytes are looked at; browsers look at 1445. */
  private static final int BYTES = 2048;

  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final String EBCDIC = "IBM037";

  /** The EBCDIC form of what an XML declaration begins with, in hexadecimal digits. */
  private static final String EBCDIC_DECLARATION = "4c6fa794";

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

  // White space is matched possessively: anybody's page must not make them try its lengths.
  static final Pattern IN_XML_DECLARATION =
      Pattern.compile("<\\?xml\\s[^>]{0,200}?encoding\\s*+=\\s*+[\"']([\\w.:-]{1,40})[\"']");
  static final Pattern IN_META =
      Pattern.compile(
          "<meta\\s[^>]{0,500}?charset\\s*+=\\s*+[\"']?+\\s*+([\\w.:-]{1,40})",
          Pattern.CASE_INSENSITIVE);

  private final byte[] bytes;
  private final MediaType type;

  /** The encoding by the byte order mark, or by the zeros. */
  private final Optional<Charset> marked;

  private final Optional<Charset> wide;

  /** The first characters as far as the bytes alone tell: only the ASCII ones are sure. */
  private final String text;

  private DocumentStart(byte[] bytes, MediaType type) {
    this.bytes = bytes;
    this.type = type;
    String digits = HexFormat.of().formatHex(bytes, 0, Math.min(4, bytes.length));
    this.marked = by(MARKS, digits);
    this.wide = by(ZEROS, digits);
    boolean ebcdic = digits.equals(EBCDIC_DECLARATION) && Charset.isSupported(EBCDIC);
    Charset other = ebcdic ? Charset.forName(EBCDIC) : ISO_8859_1;
    String decoded = new String(bytes, marked.or(() -> wide).orElse(other));
    this.text = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
  }

  /** Looks at the first bytes of a document, and moves back before them. */
  public static DocumentStart of(BufferedInputStream document, MediaType type) throws IOException {
    document.mark(BYTES);
    byte[] bytes = document.readNBytes(BYTES);
    document.reset();
    return new DocumentStart(bytes, type);
  }

  /**
   * Returns the format: {@link Markup#HTML}, {@link Markup#XHTML}, {@link Markup#XML} or {@link
   * Markup#OTHER}.
   */
  public Markup markup() {
    return Markup.of(type.essence()).seenIn(text);
  }

  /**
   * Returns the encoding of an XML document: that of its byte order mark, else that of its {@code
   * Content-Type} (RFC 7303 section 3), else the declared one (XML 1.0 appendix F), else UTF-8.
   */
  public Charset encodingOfXml() {
    return marked
        .or(type::charset)
        .or(() -> wide)
        .or(() -> declared(IN_XML_DECLARATION))
        .orElse(UTF_8);
  }

  /**
   * Returns the encoding of an HTML page: that of its byte order mark, else that of its {@code
   * Content-Type}, else that of its {@code meta} element or XML declaration (HTML section
   * 13.2.3.2), else UTF-8.
   */
  public Charset encodingOfHtml() {
    return marked
        .or(type::charset)
        .or(() -> declared(IN_META))
        .or(() -> declared(IN_XML_DECLARATION))
        .orElse(UTF_8);
  }

  /** Returns the first characters; the last one may be incomplete. */
  public String text(Charset encoding) {
    return new String(bytes, encoding);
  }

  private static Optional<Charset> by(Map<Pattern, Charset> beginnings, String digits) {
    return beginnings.entrySet().stream()
        .filter(beginning -> beginning.getKey().matcher(digits).lookingAt())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Optional<Charset> declared(Pattern place) {
    Matcher declaration = place.matcher(text);
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
