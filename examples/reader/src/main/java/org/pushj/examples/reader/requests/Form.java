package org.pushj.examples.reader.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.examples.reader.text.Words;

/** A form as sent by browsers, parsed strictly: malformed input is refused, not guessed. */
public final class Form {
  /** The maximum size of a form, in bytes. */
  static final int LIMIT_BYTES = 64 << 10;

  private static final String TYPE = "application/x-www-form-urlencoded";

  private final Map<String, String> fields;

  private Form(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * Checks the content type of a request; a missing one is accepted.
   *
   * @throws Problem if it is a different one (415)
   */
  static void requireType(@Nullable String type) {
    if (type != null && !type.toLowerCase(Locale.ROOT).startsWith(TYPE)) {
      throw new Problem(
          HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
          "The form must be of the type " + TYPE + ".");
    }
  }

  /** Returns the problem of a form over the limit. */
  static Problem tooLarge() {
    return new Problem(
        Answers.CONTENT_TOO_LARGE, "A form must have at most " + LIMIT_BYTES + " bytes.");
  }

  /**
   * Parses a form.
   *
   * @throws Problem if it is malformed (400)
   */
  static Form parse(byte[] body) {
    Map<String, String> fields = new HashMap<>();
    int start = 0;
    for (int end = 0; end <= body.length; end++) {
      if (end == body.length || body[end] == '&') {
        take(body, start, end, fields);
        start = end + 1;
      }
    }
    return new Form(fields);
  }

  /**
   * Parses the query of a request, which has the syntax of a form.
   *
   * @throws Problem if it is malformed (400)
   */
  public static Form ofQuery(HttpServletRequest request) {
    String query = request.getQueryString();
    return parse(query == null ? new byte[0] : query.getBytes(UTF_8));
  }

  /** Returns a field without surrounding white space; empty if it is missing or blank. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(fields.get(name)).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static void take(byte[] body, int start, int end, Map<String, String> fields) {
    if (start == end) {
      return;
    }
    int equals = start;
    while (equals < end && body[equals] != '=') {
      equals++;
    }
    String name = decode(body, start, equals);
    String value = equals == end ? "" : decode(body, equals + 1, end);
    if (fields.putIfAbsent(name, value) != null) {
      throw malformed("The field " + Words.quoted(name) + " must not be repeated.");
    }
  }

  private static String decode(byte[] body, int start, int end) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - start);
    for (int i = start; i < end; i++) {
      if (body[i] == '%') {
        bytes.write(octet(body, i, end));
        i += 2;
      } else {
        bytes.write(body[i] == '+' ? ' ' : body[i]);
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw malformed("Fields must be percent-encoded UTF-8.");
    }
  }

  private static int octet(byte[] body, int percent, int end) {
    int high = percent + 2 < end ? Character.digit(body[percent + 1], 16) : -1;
    int low = percent + 2 < end ? Character.digit(body[percent + 2], 16) : -1;
    if (high < 0 || low < 0) {
      throw malformed(
          "Fields must be percent-encoded: a % must be followed by two hexadecimal digits.");
    }
    return high << 4 | low;
  }

  private static Problem malformed(String why) {
    return new Problem(HttpServletResponse.SC_BAD_REQUEST, why);
  }
}
