package org.pushj.servlet.links;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A response that gets its links right before it is committed, when its status and all headers are
 * known. Until then it holds back as much content as the container's buffer would: containers do
 * not report when they commit, and Servlet 6.0 cannot remove a header.
 */
public final class LinkedResponse extends HttpServletResponseWrapper {
  private static final String LINK = "Link";

  private final IntFunction<Optional<String>> links;
  private @Nullable HeldStream stream;
  private @Nullable HeldWriter writer;
  private @Nullable PrintWriter printer;
  private @Nullable List<String> ownLinks;
  private boolean holds = true;
  private boolean asynchronous;
  private boolean decided;

  /**
   * Wraps a response.
   *
   * @param links returns the header to add to a response with this status
   */
  public LinkedResponse(HttpServletResponse response, IntFunction<Optional<String>> links) {
    super(response);
    this.links = links;
  }

  /** Tells whether content of this size is still held back. */
  boolean holds(int size) {
    return holds && size <= getBufferSize();
  }

  /** Adds the links, and passes on the held content. */
  public void release() throws IOException {
    holds = false;
    decide(getStatus());
    if (stream != null) {
      stream.handOver();
    }
    if (writer != null) {
      writer.handOver();
    }
  }

  /** Adds the links, if the response gets any; does nothing the second time. */
  void decide(int status) {
    if (!decided && !isCommitted()) {
      decided = true;
      links.apply(status).ifPresent(this::add);
    }
  }

  private void add(String value) {
    ownLinks = List.copyOf(getHeaders(LINK));
    addHeader(LINK, value);
  }

  /**
   * Removes links that were added before the application failed, and the content with them, as the
   * container does before it writes its error page.
   */
  public void revoke() {
    List<String> own = ownLinks;
    if (own == null || isCommitted()) {
      return;
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    getHeaderNames().forEach(name -> headers.put(name, List.copyOf(getHeaders(name))));
    headers.keySet().removeIf(LINK::equalsIgnoreCase);
    headers.put(LINK, own);
    // Servlet 6.0 has no other way to remove a header.
    super.reset();
    headers.forEach((name, values) -> values.forEach(value -> addHeader(name, value)));
  }

  /**
   * Stops holding back content: an asynchronous response ends without notifying its wrapper, and
   * held content would be lost.
   */
  public void becomeAsynchronous() throws IOException {
    asynchronous = true;
    holds = false;
    boolean begun = (stream != null && stream.holdsAny()) || (writer != null && writer.holdsAny());
    if (begun) {
      release();
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (stream == null) {
      stream = new HeldStream(super.getOutputStream(), this);
    }
    return stream;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (printer == null) {
      writer = new HeldWriter(super.getWriter(), this);
      printer = writer.printer();
    }
    return printer;
  }

  @Override
  public void flushBuffer() throws IOException {
    release();
    super.flushBuffer();
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    drop();
  }

  @Override
  public void reset() {
    super.reset();
    drop();
    stream = null;
    writer = null;
    printer = null;
    holds = !asynchronous;
    decided = false;
    ownLinks = null;
  }

  @Override
  public void sendError(int status) throws IOException {
    answer(status);
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    answer(status);
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    answer(SC_FOUND);
    super.sendRedirect(location);
  }

  /** Prepares for a response that the container writes. */
  private void answer(int status) {
    if (!isCommitted()) {
      drop();
      holds = false;
      decide(status);
    }
  }

  private void drop() {
    if (stream != null) {
      stream.drop();
    }
    if (writer != null) {
      writer.drop();
    }
  }
}
