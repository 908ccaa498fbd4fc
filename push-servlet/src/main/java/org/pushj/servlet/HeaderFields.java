package org.pushj.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request. They are copied when one is read, which most requests of
 * strangers never need; once copied, they may be read when the request is over. Thread-safe.
 */
final class HeaderFields {
  /**
   * How many names a request may have. Containers look through all fields for the values of each;
   * some of them take 8 KB of names, which are more than a thousand.
   */
  static final int MAX_NAMES = 200;

  /** Null once it is over. */
  private @Nullable HttpServletRequest request;

  /** The values by their names in any case; null until one is read. */
  private @Nullable Map<String, List<String>> copied;

  HeaderFields(HttpServletRequest request) {
    this.request = request;
  }

  /** Tells whether a request has more names of headers than are read. */
  static boolean areTooMany(HttpServletRequest request) {
    Enumeration<String> names = request.getHeaderNames();
    int count = 0;
    while (count <= MAX_NAMES && names.hasMoreElements()) {
      String unused = names.nextElement();
      count++;
    }
    return count > MAX_NAMES;
  }

  /** Copies them now, as the request may be over when they are read. */
  void keep() {
    Map<String, List<String>> unused = copied();
  }

  /** Notes that the request is over: the container may use it for another one. */
  synchronized void end() {
    request = null;
  }

  /** Returns the values of a header, by its name in any case. */
  List<String> values(String name) {
    return copied().getOrDefault(name, List.of());
  }

  /**
   * Returns all. Names that differ only in case are merged, and empty ones dropped, since {@link
   * HttpHeaders} rejects them.
   */
  HttpHeaders all() {
    Map<String, List<String>> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copied()
        .forEach(
            (written, values) -> {
              String name = written.trim();
              if (!name.isEmpty()) {
                merged.computeIfAbsent(name, unseen -> new ArrayList<>()).addAll(values);
              }
            });
    return HttpHeaders.of(merged, (name, value) -> true);
  }

  private synchronized Map<String, List<String>> copied() {
    if (copied == null) {
      if (request == null) {
        throw new IllegalStateException("The request is over, and no header was read before");
      }
      copied = copied(request);
    }
    return copied;
  }

  private static Map<String, List<String>> copied(HttpServletRequest request) {
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Enumeration<String> names = request.getHeaderNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      // Some filters name a header of theirs once more; its values are the same.
      fields.computeIfAbsent(name, unseen -> values(request, name));
    }
    return fields;
  }

  private static List<String> values(HttpServletRequest request, String name) {
    List<String> values = Collections.list(request.getHeaders(name));
    values.forEach(value -> Objects.requireNonNull(value, name));
    return Collections.unmodifiableList(values);
  }
}
