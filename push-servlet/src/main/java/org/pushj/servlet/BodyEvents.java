package org.pushj.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import org.jspecify.annotations.Nullable;

/** Tells a {@link NonBlockingBody} how its request ends. */
final class BodyEvents implements AsyncListener {
  private final @Nullable NonBlockingBody body;

  /** Is there for WildFly: it wants to be able to make whatever implements this interface. */
  BodyEvents() {
    this.body = null;
  }

  BodyEvents(NonBlockingBody body) {
    this.body = body;
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    if (body != null) {
      body.end(AdapterAnswers.TOO_LATE);
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    if (body != null) {
      body.onError(event.getThrowable());
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    if (body != null) {
      body.over();
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // A request is never restarted here.
  }
}
