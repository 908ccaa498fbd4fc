package org.pushj.servlet.links;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A request that notifies its response when it becomes asynchronous, and when it then ends. */
public final class LinkedRequest extends HttpServletRequestWrapper {
  private final LinkedResponse response;

  public LinkedRequest(HttpServletRequest request, LinkedResponse response) {
    super(request);
    this.response = response;
  }

  @Override
  public AsyncContext startAsync() {
    becomeAsynchronous();
    return new LinkedAsyncContext(super.startAsync(), response);
  }

  @Override
  public AsyncContext startAsync(ServletRequest asyncRequest, ServletResponse asyncResponse) {
    becomeAsynchronous();
    return new LinkedAsyncContext(super.startAsync(asyncRequest, asyncResponse), response);
  }

  @Override
  public AsyncContext getAsyncContext() {
    return new LinkedAsyncContext(super.getAsyncContext(), response);
  }

  /**
   * Replaces the wrapped request, as Tomcat does for the duration of a forward. When the forward
   * ends, Tomcat closes the underlying response, and held content would be lost.
   */
  @Override
  public void setRequest(ServletRequest request) {
    boolean wasForwarded = getDispatcherType() == DispatcherType.FORWARD;
    super.setRequest(request);
    if (wasForwarded && getDispatcherType() != DispatcherType.FORWARD) {
      try {
        response.release();
      } catch (IOException e) {
        throw notSent(e);
      }
    }
  }

  private void becomeAsynchronous() {
    try {
      response.becomeAsynchronous();
    } catch (IOException e) {
      throw notSent(e);
    }
  }

  private static UncheckedIOException notSent(IOException e) {
    return new UncheckedIOException("Cannot send the content written so far", e);
  }
}
