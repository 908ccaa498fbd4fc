package org.pushj.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query of a hub's GET request (W3C WebSub sections 5.2 and 5.3): form-encoded, in any order,
 * with unknown parameters among those that matter.
 */
final class CallbackQuery {
  private static final String REASON = "hub.reason";
  private static final Pattern STRAY_PERCENT = Pattern.compile("%(?!\\p{XDigit}{2})");

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
   * Tells whether {@code hub.topic} is exactly this topic. Some hubs write the topic without
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
    Matcher stray = STRAY_PERCENT.matcher(text);
    if (stray.find() && !lenient) {
      return Optional.empty();
    }
    // As octets, one for each character: only UTF-8 that is well-formed is taken, where it matters.
    String encoded = new String(stray.replaceAll("%25").getBytes(UTF_8), ISO_8859_1);
    byte[] octets = URLDecoder.decode(encoded, ISO_8859_1).getBytes(ISO_8859_1);
    try {
      return Optional.of(
          lenient
              ? new String(octets, UTF_8)
              : UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException malformed) {
      return Optional.empty();
    }
  }
}
