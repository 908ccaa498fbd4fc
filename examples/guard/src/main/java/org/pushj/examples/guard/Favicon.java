package org.pushj.examples.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The icon of a server in the tabs of a browser. Browsers request it for every page, feed and text
 * that names no icon of its own, and report a missing one as an error.
 */
public final class Favicon extends HttpServlet {
  /** The path that browsers request. */
  public static final String PATH = "/favicon.ico";

  private static final long serialVersionUID = 1L;

  private final String color;

  /**
   * Makes the icon of a server.
   *
   * @param color its color, as in {@code #1d4ed8}
   */
  public Favicon(String color) {
    this.color = color;
  }

  /** Sends the icon. */
  public void send(HttpServletResponse response) throws IOException {
    String svg =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
          <rect width="32" height="32" rx="8" fill="%s"/>
          <circle cx="10" cy="22" r="2.6" fill="#fff"/>
          <path d="M8 14.5a9.5 9.5 0 0 1 9.5 9.5M8 8a16 16 0 0 1 16 16" fill="none"
            stroke="#fff" stroke-width="3" stroke-linecap="round"/>
        </svg>
        """
            .formatted(color);
    response.setContentType("image/svg+xml");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.getOutputStream().write(svg.getBytes(US_ASCII));
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    send(response);
  }
}
