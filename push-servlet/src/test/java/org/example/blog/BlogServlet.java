package org.example.blog;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/** An application that answers in every way in which servlets do; the path says how. */
public final class BlogServlet extends HttpServlet {
  /** How often {@link #LINE} is written where much is. It is more than any buffer holds. */
  public static final int MANY = 20_000;

  /** A line of more bytes than characters. */
  public static final String LINE = "Gr\u00fc\u00dfe \u65e5\u672c\u8a9e\n";

  private static final long serialVersionUID = 1L;
  private static final byte[] BYTES = LINE.getBytes(UTF_8);

  /** Makes a servlet; the container does so by its name. */
  public BlogServlet() {}

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print("posted");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    response.setContentType("text/plain;charset=utf-8");
    Object included = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
    String way = (included == null ? request.getPathInfo() : (String) included).substring(1);
    if (way.startsWith("async-")) {
      asynchronous(way, request, response);
    } else if (way.startsWith("no-")) {
      fail(way, request, response);
    } else if (way.startsWith("own-")) {
      ownLinks(way, response);
    } else {
      answer(way, request, response);
    }
  }

  private void answer(String way, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    switch (way) {
      case "nothing" -> response.setStatus(204);
      case "not-modified" -> response.setStatus(304);
      case "not-modified-error" -> response.sendError(304);
      case "stream" -> write(response.getOutputStream(), MANY);
      case "writer" -> write(response.getWriter(), MANY);
      case "flushed" -> {
        response.getOutputStream().write(BYTES);
        response.flushBuffer();
        response.getOutputStream().write(BYTES);
      }
      case "flushed-writer" -> {
        response.getWriter().write(LINE);
        response.getWriter().flush();
        response.getWriter().write(LINE);
      }
      case "flushed-first" -> {
        response.flushBuffer();
        response.getOutputStream().write(BYTES);
      }
      case "closed" -> {
        response.getOutputStream().write(BYTES);
        response.getOutputStream().close();
      }
      case "reset" -> {
        response.setStatus(500);
        response.getWriter().write("wrong");
        response.reset();
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write(BYTES);
      }
      case "reset-buffer" -> {
        response.getOutputStream().write("wrong".getBytes(UTF_8));
        response.resetBuffer();
        response.getOutputStream().write(BYTES);
      }
      case "forward" -> request.getRequestDispatcher("/posts/text").forward(request, response);
      case "forward-nothing" ->
          request.getRequestDispatcher("/posts/nothing").forward(request, response);
      case "forward-wrapped" ->
          getServletContext()
              .getRequestDispatcher("/posts/stream")
              .forward(
                  new HttpServletRequestWrapper(request), new HttpServletResponseWrapper(response));
      case "include" -> request.getRequestDispatcher("/posts/text").include(request, response);
      case "negotiated" -> {
        response.setHeader("Vary", "Accept-Encoding, Accept-Language");
        response.setHeader("Content-Location", "negotiated.de");
        response.getOutputStream().write(BYTES);
      }
      case "german" -> {
        response.setHeader("Content-Language", "de");
        response.getWriter().write(LINE);
      }
      case "latest" -> {
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("Content-Location", "/posts/17");
        response.getOutputStream().write(BYTES);
      }
      default -> response.getWriter().write(LINE);
    }
  }

  private static void fail(String way, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    switch (way) {
      case "no-forward" -> request.getRequestDispatcher("/posts/no-end").forward(request, response);
      case "no-caught" -> {
        response.addHeader("Link", "</next>; rel=next");
        response.addHeader("X-Own", "1");
        response.addHeader("X-Own", "2");
        request.getRequestDispatcher("/posts/no-end").forward(request, response);
      }
      case "no-such" -> response.sendError(404);
      case "no-luck" -> {
        response.getWriter().write(LINE);
        response.sendError(500, "late");
      }
      case "no-end" -> {
        response.getOutputStream().write(BYTES);
        throw new ServletException("fails in the middle");
      }
      case "no-more" -> {
        response.getOutputStream().write(BYTES);
        response.setStatus(410);
      }
      case "no-here" -> response.sendRedirect("text");
      case "no-there" -> {
        response.setStatus(301);
        response.setHeader("Location", "https://blog.example/new");
      }
      default -> response.setStatus(405);
    }
  }

  private static void ownLinks(String way, HttpServletResponse response) throws IOException {
    switch (way) {
      case "own-self" -> response.setHeader("Link", "</mine>; rel=self");
      case "own-hub" -> {
        response.addHeader("Link", "<https://own.example/>; rel=\"preload HUB\"");
        response.addHeader("Link", "<https://two.example/>; rel=hub");
      }
      case "own-both" ->
          response.setHeader("Link", "<https://own.example/>; rel=hub, </mine>; rel=self");
      default -> response.setHeader("Link", "</next>; rel=next");
    }
    response.getWriter().write(LINE);
    if (way.equals("own-late")) {
      response.setHeader("Link", "<https://own.example/>; rel=hub, </mine>; rel=self");
    }
  }

  private static void asynchronous(
      String way, HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (request.getAttribute("again") != null) {
      response.getWriter().write(LINE);
      return;
    }
    if (way.equals("async-begun")) {
      response.getOutputStream().write(BYTES);
    }
    AsyncContext context = request.startAsync();
    if (way.equals("async-timeout")) {
      // Jetty may miss a time limit that has passed before it hands its thread back.
      context.setTimeout(200);
      return;
    }
    context.setTimeout(20_000);
    if (way.equals("async-ready")) {
      ServletOutputStream out = response.getOutputStream();
      out.setWriteListener(new Lines(context, out));
      return;
    }
    context.start(
        () -> {
          try {
            end(way, context);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void end(String way, AsyncContext context) throws IOException {
    HttpServletResponse response = (HttpServletResponse) context.getResponse();
    switch (way) {
      case "async-error" -> response.sendError(503);
      case "async-nothing" -> response.setStatus(204);
      case "async-stream" -> write(response.getOutputStream(), MANY);
      case "async-begun" -> response.getOutputStream().write(BYTES);
      case "async-again" -> {
        context.getRequest().setAttribute("again", true);
        context.dispatch();
        return;
      }
      default -> response.getWriter().write(LINE);
    }
    context.complete();
  }

  private static void write(ServletOutputStream out, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      out.write(BYTES);
    }
  }

  private static void write(PrintWriter out, int times) {
    for (int i = 0; i < times; i++) {
      out.print(LINE);
    }
  }

  /** Writes many lines whenever the container is ready. */
  private static final class Lines implements WriteListener {
    private final AsyncContext context;
    private final ServletOutputStream out;
    private int left = MANY;

    Lines(AsyncContext context, ServletOutputStream out) {
      this.context = context;
      this.out = out;
    }

    @Override
    public void onWritePossible() throws IOException {
      while (out.isReady()) {
        if (left == 0) {
          context.complete();
          return;
        }
        left--;
        out.write(BYTES);
      }
    }

    @Override
    public void onError(Throwable failure) {
      context.complete();
    }
  }
}
