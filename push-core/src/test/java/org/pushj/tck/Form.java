package org.pushj.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes {@code application/x-www-form-urlencoded}. */
final class Form {
  private Form() {}

  static Map<String, List<String>> parse(String text) {
    Map<String, List<String>> form = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        form.computeIfAbsent(decode(name), unused -> new ArrayList<>()).add(decode(value));
      }
    }
    form.replaceAll((name, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(form);
  }

  /** Writes the pairs so that it holds in a query as well: a space becomes {@code %20}. */
  static String encode(List<Map.Entry<String, String>> pairs) {
    List<String> encoded = new ArrayList<>();
    for (Map.Entry<String, String> pair : pairs) {
      encoded.add(encode(pair.getKey()) + "=" + encode(pair.getValue()));
    }
    return String.join("&", encoded);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
