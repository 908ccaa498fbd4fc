package org.pushj.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;

/** What hubs and subscribers write into bodies and queries. */
final class Forms {
  private Forms() {}

  static Map<String, String> parse(String body) {
    Map<String, String> form = new HashMap<>();
    for (String each : body.split("&", -1)) {
      String[] pair = each.split("=", 2);
      form.put(
          URLDecoder.decode(pair[0], UTF_8),
          pair.length == 1 ? "" : URLDecoder.decode(pair[1], UTF_8));
    }
    return form;
  }

  /** Returns the URL at which a hub, or somebody else, says something to a callback. */
  static String query(URI callback, String mode, String topic) {
    return callback + "?hub.mode=" + mode + "&hub.topic=" + URLEncoder.encode(topic, UTF_8);
  }
}
