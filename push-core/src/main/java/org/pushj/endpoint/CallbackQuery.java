package org.pushj.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query of a hub's GET request (W3C WebSub sections 5.2 and 5.3): form-encoded, in any order,
 * with unknown parameters among those that matter.
 */
final class CallbackQuery {
  private static final String REASON = "hub.reason";

  private final String raw;
  private final Map<String, String> values;

  private CallbackQuery(String raw, Map<String, String> values) {
    this.raw = raw;
    this.values = values;
  }

  /**
   * Reads a query. Only parameters whose name begins with {@code hub.} are kept.
   *
   * @return empty if one of them stands there twice, or is not well-formed percent-encoded UTF-8
   */
  static Optional<CallbackQuery> parse(@Nullable String raw) {
    String query = Objects.requireNonNullElse(raw, "");
    Map<String, String> values = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!take(pair, values)) {
        return Optional.empty();
      }
    }
    return Optional.of(new CallbackQuery(query, values));
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * Tells whether {@code hub.topic} is this topic, to the letter. Some hubs write the topic without
   * encoding it, so it may also stand in the query as it is.
   */
  boolean isAboutTopic(String topic) {
    if (topic.equals(values.get("hub.topic"))) {
      return true;
    }
    String literal = "&hub.topic=" + topic + "&";
    return ("&" + raw + "&").contains(literal);
  }

  private static boolean take(String pair, Map<String, String> values) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    Optional<String> known = decode(name, false).filter(decoded -> decoded.startsWith("hub."));
    if (known.isEmpty()) {
      return true;
    }
    String key = known.get();
    Optional<String> value =
        decode(equals < 0 ? "" : pair.substring(equals + 1), key.equals(REASON));
    return value.isPresent() && values.putIfAbsent(key, value.get()) == null;
  }

  /** Decodes a name or a value; empty if it is malformed, unless {@code lenient}. */
  private static Optional<String> decode(String text, boolean lenient) {
    byte[] in = text.getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '%') {
        int octet = i + 2 < in.length ? octet(in[i + 1], in[i + 2]) : -1;
        if (octet < 0 && !lenient) {
          return Optional.empty();
        }
        out.write(octet < 0 ? '%' : octet);
        i += octet < 0 ? 0 : 2;
      } else {
        out.write(in[i] == '+' ? ' ' : in[i]);
      }
    }
    return lenient ? Optional.of(out.toString(UTF_8)) : utf8(out.toByteArray());
  }

  private static int octet(byte high, byte low) {
    int upper = Character.digit(high, 16);
    int lower = Character.digit(low, 16);
    return upper < 0 || lower < 0 ? -1 : upper << 4 | lower;
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException malformed) {
      return Optional.empty();
    }
  }
}
