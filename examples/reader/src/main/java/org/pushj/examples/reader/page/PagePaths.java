package org.pushj.examples.reader.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.StoreException;
import org.pushj.examples.reader.requests.Answers;
import org.pushj.examples.reader.requests.Form;
import org.pushj.examples.reader.requests.ListQuery;
import org.pushj.examples.reader.requests.Notice;
import org.pushj.examples.reader.text.Html;
import org.pushj.spi.SubscriptionQuery;

/** Serves the page, its resources, and its events. */
public final class PagePaths {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final LivePage live;
  private final byte[] style = resource("reader.css");
  private final byte[] script = resource("reader.js");
  private final byte[] icon = resource("reader.svg");

  /** Loads the resources of the page. */
  public PagePaths(LivePage live) {
    this.live = live;
  }

  /** Shows the page, or a page without subscriptions if they cannot be read. */
  public void show(HttpServletRequest request, HttpServletResponse response, String none)
      throws IOException {
    SubscriptionQuery query = ListQuery.of(Form.ofQuery(request));
    Html page;
    try {
      page = live.render(query, Notice.take(request, response));
    } catch (StoreException e) {
      Answers.refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      Notice why = Notice.failed(Answers.storageUnavailable(request, e));
      page = live.renderWithoutSubscriptions(query, why);
    }
    Answers.bytes(response, "text/html;charset=UTF-8", page.markup().getBytes(UTF_8));
  }

  /** Returns the style sheet. */
  public void style(HttpServletRequest request, HttpServletResponse response, String none)
      throws IOException {
    Answers.bytes(response, "text/css;charset=UTF-8", style);
  }

  /** Returns the script. */
  public void script(HttpServletRequest request, HttpServletResponse response, String none)
      throws IOException {
    Answers.bytes(response, "text/javascript;charset=UTF-8", script);
  }

  /** Returns the icon. */
  public void icon(HttpServletRequest request, HttpServletResponse response, String none)
      throws IOException {
    Answers.bytes(response, "image/svg+xml", icon);
  }

  /**
   * Streams the events after the newest entry that the browser has, either from before a lost
   * connection or from its page. The subscriptions are those of the page, selected by the same
   * parameters.
   */
  public void events(HttpServletRequest request, HttpServletResponse response, String none)
      throws IOException {
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    Form query = Form.ofQuery(request);
    String onPage = query.get("last").orElse(null);
    String lastEventId = request.getHeader("Last-Event-ID");
    long last = number(lastEventId == null ? onPage : lastEventId);
    live.listen(request, response, last, ListQuery.of(query));
  }

  private static long number(@Nullable String text) {
    return text != null && NUMBER.matcher(text).matches() ? Long.parseLong(text) : 0;
  }

  private static byte[] resource(String name) {
    try (InputStream in = PagePaths.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
