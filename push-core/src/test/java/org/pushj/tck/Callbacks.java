package org.pushj.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls callbacks as a hub does: HTTP/1.1, no redirects. Keeps what they answered. */
final class Callbacks {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TIMEOUT)
          .build();
  private final Journal<CallbackReply> replies = new Journal<>();
  private final Journal<UncheckedIOException> failures = new Journal<>();

  /**
   * Starts a request to the callback that {@code request} names, with {@code query} added to it.
   */
  static HttpRequest.Builder to(HubRequest request, String query) {
    String callback = request.callback();
    String separator = query.isEmpty() ? "" : callback.indexOf('?') < 0 ? "?" : "&";
    return HttpRequest.newBuilder(URI.create(callback + separator + query)).timeout(TIMEOUT);
  }

  /**
   * Sends one request.
   *
   * @throws UncheckedIOException if the callback did not answer
   */
  CallbackReply send(HubRequest cause, HttpRequest request, @Nullable String challenge) {
    try {
      CallbackReply reply =
          new CallbackReply(cause, client.send(request, BodyHandlers.ofByteArray()), challenge);
      replies.add(reply);
      return reply;
    } catch (IOException e) {
      UncheckedIOException failure =
          new UncheckedIOException("The callback did not answer: " + request.uri(), e);
      failures.add(failure);
      throw failure;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(
          "Interrupted while waiting for the callback", new IOException(e));
    }
  }

  List<CallbackReply> replies() {
    return replies.all();
  }

  /** Waits for a reply; if there is none, the failures of all calls are added to what is thrown. */
  CallbackReply await(HubRequest cause, int number, Duration timeout) {
    try {
      return replies.await(
          "reply to a call for " + cause, reply -> reply.request().equals(cause), number, timeout);
    } catch (AssertionError e) {
      failures.all().forEach(e::addSuppressed);
      throw e;
    }
  }
}
