package org.pushj.examples.reader;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is answered at a path with a method.
 *
 * @param method the HTTP method
 * @param path the path as it stands in the request line; its one group, if any, is an id
 * @param action makes the answer
 */
record Route(String method, Pattern path, Action action) {
  /** Makes an answer. */
  @FunctionalInterface
  interface Action {
    /**
     * Answers a request.
     *
     * @param id the id in the path; empty if the path has none
     */
    void answer(HttpServletRequest request, HttpServletResponse response, String id)
        throws IOException;
  }

  /** Returns a route, written as {@code GET /subscriptions/{id}}. */
  static Route of(String methodAndPath, Action action) {
    int space = methodAndPath.indexOf(' ');
    String path =
        Pattern.quote(methodAndPath.substring(space + 1)).replace("{id}", "\\E([^/]+)\\Q");
    return new Route(methodAndPath.substring(0, space), Pattern.compile(path), action);
  }

  /**
   * Finds the id in a path, the empty text where there is none; empty if the path is another one.
   */
  Optional<String> idIn(String requestPath) {
    Matcher matcher = path.matcher(requestPath);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(matcher.groupCount() == 0 ? "" : matcher.group(1));
  }

  /**
   * Tells whether a request with this method comes here. HEAD is GET; Jetty leaves the body out.
   */
  boolean takes(String requestMethod) {
    return method.equals(requestMethod.equals("HEAD") ? "GET" : requestMethod);
  }
}
