package org.pushj.servlet;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pushj.subscriber.CallbackRequest;
import org.pushj.subscriber.CallbackResponse;

/** Translates between the Servlet API and the callback endpoint. Reads no body and no parameter. */
final class ServletTranslation {
  private ServletTranslation() {}

  /** Translates everything but the body. */
  static CallbackRequest request(HttpServletRequest request) {
    return new CallbackRequest(
        request.getMethod(),
        pathBelowMapping(request),
        request.getQueryString(),
        headers(request),
        request.getContentLengthLong());
  }

  /** Tells whether a body, however long, comes with the request (RFC 9112 section 6.3). */
  static boolean announcesBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  /** Sends the answer to a request whose body was read, or that has none. */
  static void send(CallbackResponse answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    byte[] body = answer.bytes();
    if (body.length > 0) {
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }

  /** Sends the answer to a request whose body, or the rest of it, is not wanted any more. */
  static void sendAndClose(
      CallbackResponse answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getProtocol().startsWith("HTTP/1.")) {
      response.setHeader("Connection", "close");
    }
    response.setContentLength(answer.bytes().length);
    send(answer, response);
    response.flushBuffer();
  }

  /** Returns the raw path below the servlet's mapping. */
  private static String pathBelowMapping(HttpServletRequest request) {
    String mapped =
        request.getContextPath() + (isMappedByPath(request) ? request.getServletPath() : "");
    return pathBelow(mapped, request.getRequestURI());
  }

  /**
   * Returns the raw path below that of a context or servlet. The API has the latter only as the
   * container understood it, so it is taken off by the number of its segments, whichever way a
   * client has written those.
   */
  static String pathBelow(String above, String path) {
    int end = 0;
    for (long left = segments(above); left > 0 && end >= 0; left--) {
      end = path.indexOf('/', end + 1);
    }
    return end < 0 ? "" : path.substring(end);
  }

  /** Tells whether the servlet's path is a part of its mapping; a default servlet's is not. */
  private static boolean isMappedByPath(HttpServletRequest request) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    return mapping.getMappingMatch() == MappingMatch.PATH
        || mapping.getMappingMatch() == MappingMatch.EXACT;
  }

  private static long segments(String path) {
    return path.chars().filter(character -> character == '/').count();
  }

  /** Merges what {@link HttpHeaders} would refuse: names that differ in case, and empty ones. */
  private static HttpHeaders headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : Collections.list(request.getHeaderNames())) {
      String trimmed = name.trim();
      if (!trimmed.isEmpty()) {
        headers
            .computeIfAbsent(trimmed, unseen -> new ArrayList<>())
            .addAll(Collections.list(request.getHeaders(name)));
      }
    }
    return HttpHeaders.of(headers, (name, value) -> true);
  }
}
