package org.pushj.examples.benchmarks.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pushj.CallbackToken;
import org.pushj.Secret;

/** A signed content distribution request as hubs send it (W3C WebSub section 7). */
final class Delivery {
  /** The callback that it goes to. */
  static final CallbackToken CALLBACK = new CallbackToken("b5f3c0de-0000-4000-8000-000000000001");

  /** What the hub signs with. */
  static final Secret SECRET = new Secret("a secret of 43 characters, as push makes it");

  static final String ALGORITHM = "HmacSHA256";
  static final String SIGNATURE = "X-Hub-Signature";
  static final String METHOD = "sha256=";
  static final String PATH = "/push/" + CALLBACK.value();

  private final byte[] content;

  /** Makes a delivery of some KiB. */
  Delivery(int size) {
    content =
        "<entry>Some words of a blog.</entry>\n"
            .repeat(size << 5)
            .substring(0, size << 10)
            .getBytes(US_ASCII);
  }

  byte[] content() {
    return content;
  }

  /** Returns the header fields, without those of the connection. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/atom+xml");
    headers.put("User-Agent", "hub/1.0");
    headers.put(
        "Link",
        "<https://hub.example/>; rel=\"hub\", <https://blog.example/feed.xml>; rel=\"self\"");
    headers.put(SIGNATURE, METHOD + HexFormat.of().formatHex(mac().doFinal(content)));
    return headers;
  }

  /** Returns the whole request, for a connection that stays. */
  byte[] request(int port) {
    StringBuilder head = new StringBuilder("POST " + PATH + " HTTP/1.1\r\nHost: 127.0.0.1:" + port);
    headers().forEach((name, value) -> head.append("\r\n" + name + ": " + value));
    head.append("\r\nContent-Length: " + content.length + "\r\n\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(US_ASCII));
    request.writeBytes(content);
    return request.toByteArray();
  }

  /** Returns a new Mac with the key. */
  static Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(SECRET.bytes(), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
