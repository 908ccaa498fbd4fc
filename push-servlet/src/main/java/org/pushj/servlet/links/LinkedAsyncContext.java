package org.pushj.servlet.links;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/** Adds links to an asynchronous response that ends without content. */
final class LinkedAsyncContext implements AsyncContext {
  private final AsyncContext context;
  private final LinkedResponse response;

  LinkedAsyncContext(AsyncContext context, LinkedResponse response) {
    this.context = context;
    this.response = response;
  }

  @Override
  public void complete() {
    response.decide(response.getStatus());
    context.complete();
  }

  /** Returns the wrapped response if the container has only its own. */
  @Override
  public ServletResponse getResponse() {
    return context.hasOriginalRequestAndResponse() ? response : context.getResponse();
  }

  @Override
  public ServletRequest getRequest() {
    return context.getRequest();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return context.hasOriginalRequestAndResponse();
  }

  @Override
  public void dispatch() {
    context.dispatch();
  }

  @Override
  public void dispatch(String path) {
    context.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext servlets, String path) {
    context.dispatch(servlets, path);
  }

  @Override
  public void start(Runnable work) {
    context.start(work);
  }

  @Override
  public void addListener(AsyncListener listener) {
    context.addListener(listener);
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest request, ServletResponse withResponse) {
    context.addListener(listener, request, withResponse);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return context.createListener(type);
  }

  @Override
  public void setTimeout(long millis) {
    context.setTimeout(millis);
  }

  @Override
  public long getTimeout() {
    return context.getTimeout();
  }
}
