package org.pushj.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.pushj.spi.HttpTransport.Request;
import org.pushj.spi.UrlRefusedException;

/** A request as the client of the JDK sends it. */
final class JdkRequests {
  private JdkRequests() {}

  /**
   * Returns the URL as it is sent, which is also how the policy judges it. The client itself would
   * send characters beyond ASCII as question marks, and URI fails badly at an unpaired surrogate.
   */
  static URI ascii(URI url) throws UrlRefusedException {
    if (!UTF_8.newEncoder().canEncode(url.toString())) {
      throw new UrlRefusedException(url, "the URL has an unpaired surrogate");
    }
    return URI.create(url.toASCIIString());
  }

  /**
   * Returns the request.
   *
   * @param uri its URL, as {@link #ascii} returns it
   * @param fields its header fields, as {@link RequestFields} returns them
   * @throws UrlRefusedException if the client takes no such URL
   */
  static HttpRequest of(URI uri, Map<String, String> fields, Request request)
      throws UrlRefusedException {
    HttpRequest.Builder wire;
    try {
      wire = HttpRequest.newBuilder(uri);
    } catch (IllegalArgumentException e) {
      UrlRefusedException refused =
          new UrlRefusedException(
              request.uri(), "not a URL that HTTP can request: " + Failures.shown(uri.toString()));
      refused.initCause(e);
      throw refused;
    }
    fields.forEach(wire::setHeader);
    byte[] body = request.body();
    if (body != null) {
      wire.method(request.method(), BodyPublishers.ofByteArray(body));
    } else if (request.method().equals("GET")) {
      wire.GET();
    } else {
      wire.method(request.method(), BodyPublishers.noBody());
    }
    return wire.build();
  }
}
