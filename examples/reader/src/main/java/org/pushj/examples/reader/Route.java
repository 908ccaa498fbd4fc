package org.pushj.examples.reader;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request method and path, and the action that answers it.
 *
 * @param method the HTTP method
 * @param path the raw path of the request line; its one group, if any, is an id
 * @param action answers the request
 */
record Route(String method, Pattern path, Action action) {
  /** Answers requests. */
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
   * Returns the id in a path, which is the empty string if the route has none; empty if the path
   * does not match.
   */
  Optional<String> idIn(String requestPath) {
    Matcher matcher = path.matcher(requestPath);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(matcher.groupCount() == 0 ? "" : matcher.group(1));
  }

  /** Tells whether the route handles a method. HEAD is handled as GET; Jetty drops the body. */
  boolean handles(String requestMethod) {
    return method.equals(requestMethod.equals("HEAD") ? "GET" : requestMethod);
  }
}
