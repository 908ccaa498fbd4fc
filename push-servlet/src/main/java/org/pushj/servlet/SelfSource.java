package org.pushj.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;

/**
 * Returns the topic URL of a response if its path alone does not determine it: with content
 * negotiation each representation has its own URL (W3C WebSub section 4.1). Called by several
 * threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SelfSource {

  /**
   * Returns the URL of a response. Called right before the response is committed, when its status
   * and headers are set; it must not write to the response. Exceptions propagate to the caller that
   * commits the response.
   *
   * @return the URL, absolute or relative to the canonical one; empty for the canonical one
   */
  Optional<URI> self(HttpServletRequest request, HttpServletResponse response);
}
