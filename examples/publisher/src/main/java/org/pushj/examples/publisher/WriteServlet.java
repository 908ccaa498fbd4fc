package org.pushj.examples.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page with the form that adds an entry to the feed, and its style sheet. */
final class WriteServlet extends HttpServlet {
  /** The path of the page. */
  static final String PAGE = "/write";

  /** The path of its style sheet. */
  static final String STYLE = "/write/style.css";

  private static final long serialVersionUID = 1L;
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final transient FeedFile feed;
  private final transient SiteWatcher watcher;

  WriteServlet(FeedFile feed, SiteWatcher watcher) {
    this.feed = feed;
    this.watcher = watcher;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals(PAGE)) {
      page(response, HttpServletResponse.SC_OK, Draft.EMPTY, null);
      return;
    }
    response.setContentType("text/css;charset=utf-8");
    try (InputStream style = BuiltInSite.open("style.css")) {
      style.transferTo(response.getOutputStream());
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (!request.getServletPath().equals(PAGE)) {
      super.doPost(request, response);
    } else {
      publish(new Draft(field(request, "title"), field(request, "text")), response);
    }
  }

  private void publish(Draft draft, HttpServletResponse response) throws IOException {
    Optional<String> problem = draft.problem();
    if (problem.isPresent()) {
      page(response, HttpServletResponse.SC_BAD_REQUEST, draft, problem.get());
      return;
    }
    feed.add(draft);
    watcher.announceNow(feed.path());
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", "write");
  }

  private void page(HttpServletResponse response, int status, Draft draft, @Nullable String problem)
      throws IOException {
    byte[] html = WritePage.html(draft, problem, feed.entries()).getBytes(UTF_8);
    response.setStatus(status);
    response.setContentType("text/html;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.getOutputStream().write(html);
  }

  private static String field(HttpServletRequest request, String name) {
    return Objects.requireNonNullElse(request.getParameter(name), "");
  }
}
