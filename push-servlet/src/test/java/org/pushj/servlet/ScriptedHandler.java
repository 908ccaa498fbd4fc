package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackHandler;
import org.pushj.callback.CallbackRequest;
import org.pushj.callback.CallbackResponse;

/**
 * A handler that does what the query says. Without one it answers with the request, line by line,
 * and the content; it wants the content of every POST.
 */
final class ScriptedHandler implements CallbackHandler {
  private final AtomicInteger completed = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicReference<CallbackRequest> first = new AtomicReference<>();

  /** Returns the first request that came, which may be over. */
  CallbackRequest first() {
    return first.get();
  }

  /** Returns how many exchanges were completed so far. */
  int completed() {
    return completed.get();
  }

  /** Lets the exchanges go on that wait since their query is {@code hold}. */
  void release() {
    released.countDown();
  }

  @Override
  public CallbackExchange open(CallbackRequest request) {
    first.compareAndSet(null, request);
    String script = String.valueOf(request.query());
    fail(script, "open");
    return script.equals("no-exchange") ? null : new Exchange(request, script);
  }

  private static void fail(String script, String step) {
    if (script.equals(step)) {
      throw new IllegalStateException("a secret of the handler");
    }
    if (script.equals(step + "-error")) {
      throw new AssertionError("a secret of the handler");
    }
  }

  private final class Exchange implements CallbackExchange {
    private final CallbackRequest request;
    private final String script;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    Exchange(CallbackRequest request, String script) {
      this.request = request;
      this.script = script;
    }

    @Override
    public boolean wantsContent() {
      fail(script, "wantsContent");
      boolean enough = script.equals("four") && content.size() >= 4;
      return request.method().equals("POST") && !script.equals("nothing") && !enough;
    }

    @Override
    public void content(byte[] bytes, int offset, int length) {
      fail(script, "content");
      content.write(bytes, offset, length);
    }

    @Override
    public void complete(Reply reply) throws IOException {
      reply.send(response());
    }

    private CallbackResponse response() {
      completed.incrementAndGet();
      fail(script, "complete");
      if (script.equals("hold")) {
        hold();
      }
      return switch (script) {
        case "no-response" -> null;
        case "204" -> new CallbackResponse(204, Map.of("X-Own", "1"), "");
        default -> new CallbackResponse(200, headers(), echo());
      };
    }

    private void hold() {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while held", e);
      }
    }

    private Map<String, String> headers() {
      return Map.of("Content-Type", "text/plain", "X-Length", "" + request.contentLength());
    }

    private String echo() {
      return String.join(
          "\n",
          request.method(),
          request.path(),
          script,
          request.headers().allValues("X-Test").toString(),
          content.toString(UTF_8));
    }
  }
}
