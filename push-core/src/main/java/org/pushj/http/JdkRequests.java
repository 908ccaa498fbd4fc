package org.pushj.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.pushj.Urls;
import org.pushj.spi.HttpTransport.Request;
import org.pushj.spi.UrlRefusedException;
import org.pushj.text.Texts;

/** A request as the client of the JDK sends it, checked before anything is sent. */
final class JdkRequests {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

  /** The fields that frame and route a message of HTTP/1.1; the client writes them. */
  private static final Set<String> RESERVED =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

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
   * @param fields its header fields, as {@link #fields} returns them
   * @throws UrlRefusedException if the client takes no such URL
   */
  static HttpRequest of(URI uri, Map<String, String> fields, Request request)
      throws UrlRefusedException {
    HttpRequest.Builder wire;
    try {
      wire = HttpRequest.newBuilder(uri);
    } catch (IllegalArgumentException e) {
      String why = "not a URL that HTTP can request: " + Urls.forMessage(uri);
      UrlRefusedException refused = new UrlRefusedException(request.uri(), why);
      refused.initCause(e);
      throw refused;
    }
    fields.forEach(wire::setHeader);
    byte[] body = request.body();
    if (body == null && request.method().equals("GET")) {
      wire.GET();
    } else {
      wire.method(
          request.method(),
          body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    }
    return wire.build();
  }

  /**
   * Returns the header fields (RFC 9110 section 5) as they are sent, by name in any case: those of
   * the caller, and the content coding that is understood if the caller names none.
   *
   * @throws IllegalArgumentException if a field cannot be sent; the message does not repeat its
   *     value, which may be secret
   */
  static Map<String, String> fields(Map<String, String> headers) {
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, value) -> {
          check(name, value);
          if (fields.put(name, value) != null) {
            throw new IllegalArgumentException(
                "headers: " + name + " is there twice, in different case");
          }
        });
    fields.putIfAbsent("Accept-Encoding", "gzip");
    return fields;
  }

  private static void check(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "headers: no name of a header field: \"" + Texts.excerpt(name) + "\"");
    }
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("headers: " + name + " is set by the HTTP client itself");
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "headers: the value of %s has characters other than spaces, tabs and visible ASCII"
              .formatted(name));
    }
  }
}
