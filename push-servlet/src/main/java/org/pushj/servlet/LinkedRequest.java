package org.pushj.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A request that tells its response when the response becomes asynchronous, and ends as such. */
final class LinkedRequest extends HttpServletRequestWrapper {
  private final LinkedResponse response;

  LinkedRequest(HttpServletRequest request, LinkedResponse response) {
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
   * Takes another request, as Tomcat makes it do for the time of a forward, and then back. What the
   * response still holds when the forward is over would be lost: Tomcat closes the response that
   * lies below.
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
    return new UncheckedIOException("What was written so far cannot be sent", e);
  }
}
