package org.pushj.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;

/**
 * Returns the hubs of a requested resource, for example one per path or per customer. Called by
 * several threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface HubSource {

  /**
   * Returns the hubs for a request. Called before the application processes the request; exceptions
   * propagate to the container.
   *
   * @return the hubs, the preferred one first; if empty, the response gets no links
   */
  List<URI> hubs(HttpServletRequest request);
}
