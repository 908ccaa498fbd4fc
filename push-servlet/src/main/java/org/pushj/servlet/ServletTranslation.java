package org.pushj.servlet;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import org.pushj.callback.CallbackRequest;
import org.pushj.callback.CallbackResponse;

/**
 * Translates between the Servlet API and the callback endpoint. Reads neither body nor parameters.
 */
final class ServletTranslation {
  private ServletTranslation() {}

  /** Translates everything but the body. */
  static CallbackRequest request(HttpServletRequest request, HeaderFields fields) {
    return new CallbackRequest(
        request.getMethod(),
        pathBelowMapping(request),
        request.getQueryString(),
        fields::values,
        fields::all,
        request.getContentLengthLong());
  }

  /** Tells whether the request has a body, of whatever length (RFC 9112 section 6.3). */
  static boolean announcesBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  /** Sends the response to a request whose body was read, or that has none. */
  static void send(CallbackResponse answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    if (!answer.body().isEmpty()) {
      byte[] body = answer.bytes();
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      // What follows from a verification begins when the hub has its answer.
      response.flushBuffer();
    }
  }

  /** Sends the response to a request whose body is not read to its end. */
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
    String context = request.getContextPath();
    boolean mappedByPath = request.getPathInfo() != null || isMappedByPath(request);
    return pathBelow(
        mappedByPath ? context.concat(request.getServletPath()) : context, request.getRequestURI());
  }

  /**
   * Returns the raw path below that of a context or servlet. The API gives the latter only in
   * decoded form, so it is removed by counting its segments, however the client encoded them.
   */
  static String pathBelow(String above, String path) {
    int end = 0;
    for (int i = 0; i < above.length() && end >= 0; i++) {
      if (above.charAt(i) == '/') {
        end = path.indexOf('/', end + 1);
      }
    }
    return end < 0 ? "" : path.substring(end);
  }

  /** Tells whether the servlet path is part of the mapping; for a default servlet it is not. */
  private static boolean isMappedByPath(HttpServletRequest request) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    return mapping.getMappingMatch() == MappingMatch.PATH
        || mapping.getMappingMatch() == MappingMatch.EXACT;
  }
}
