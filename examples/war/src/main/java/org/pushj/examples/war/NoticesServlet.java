package org.pushj.examples.war;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** The page with the notices and a form to post one. */
public final class NoticesServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  /** Creates the servlet. Called by the container. */
  public NoticesServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    page(response, HttpServletResponse.SC_OK, "", "");
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.setCharacterEncoding(UTF_8.name());
    String text = Objects.requireNonNullElse(request.getParameter("text"), "").strip();
    if (text.isEmpty() || text.length() > Notice.MAX_TEXT) {
      page(
          response,
          HttpServletResponse.SC_BAD_REQUEST,
          text,
          "A notice must have 1 to " + Notice.MAX_TEXT + " characters, had " + text.length() + ".");
    } else if (board().post(text)) {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", "notices");
    } else {
      page(
          response,
          HttpServletResponse.SC_CONFLICT,
          text,
          "There is a notice with this text already.");
    }
  }

  private void page(HttpServletResponse response, int status, String draft, String problem)
      throws IOException {
    byte[] html = NoticesPage.html(draft, problem, board().latest()).getBytes(UTF_8);
    response.setStatus(status);
    response.setContentType("text/html;charset=utf-8");
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.getOutputStream().write(html);
  }

  private Board board() {
    return (Board) Objects.requireNonNull(getServletContext().getAttribute(Board.ATTRIBUTE));
  }
}
