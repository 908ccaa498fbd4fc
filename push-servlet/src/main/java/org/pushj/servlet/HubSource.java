package org.pushj.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;

/**
 * Says which hubs know of the changes of what is asked for: one hub per path, say, or per customer.
 * Several threads call it at a time.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface HubSource {

  /**
   * Returns the hubs for a request. It is called before the application sees the request; what it
   * throws is thrown to the container.
   *
   * @return the hubs, the preferred one first; empty if there are none, and the answer is to have
   *     no links
   */
  List<URI> hubs(HttpServletRequest request);
}
