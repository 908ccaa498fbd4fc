package org.example.blog;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers itself where the rest of the application fails. */
public final class CatchingFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** Makes a filter; the container does so by its name. */
  public CatchingFilter() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException e) {
      response.resetBuffer();
      response.setStatus(500);
      response.getOutputStream().print("caught");
    }
  }
}
