package org.pushj.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;

/**
 * Says which URL a response has as a topic, where its path alone does not tell: with content
 * negotiation each representation has one of its own (W3C WebSub section 4.1). Several threads call
 * it at a time.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SelfSource {

  /**
   * Returns the URL of a response. It is called right before the response is committed, when its
   * status and headers are there; it must not write to the response. What it throws is thrown to
   * whoever commits the response.
   *
   * @return the URL, absolute or relative to the canonical one; empty for the canonical one
   */
  Optional<URI> self(HttpServletRequest request, HttpServletResponse response);
}
