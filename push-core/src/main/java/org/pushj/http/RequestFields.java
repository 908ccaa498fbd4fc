package org.pushj.http;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The header fields of a request, checked before anything is sent (RFC 9110 section 5). */
final class RequestFields {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

  /** The fields that frame and route a message of HTTP/1.1; the client writes them. */
  private static final Set<String> RESERVED =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private RequestFields() {}

  /**
   * Returns the fields as they are sent, by name in any case: those of the caller, and the content
   * coding that is understood if the caller names none.
   *
   * @throws IllegalArgumentException if a field cannot be sent; the message does not repeat its
   *     value, which may be secret
   */
  static Map<String, String> of(Map<String, String> headers) {
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
          "headers: no name of a header field: \"" + Failures.shown(name) + "\"");
    }
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("headers: " + name + " is set by the HTTP client itself");
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "headers: the value of "
              + name
              + " has characters other than spaces, tabs and visible ASCII");
    }
  }
}
