package com.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackHandler;
import org.pushj.callback.CallbackRequest;
import org.pushj.callback.CallbackResponse;

/** Passes the requests of hubs to a subscriber, and its answers back. */
final class CallbackAdapter implements HttpHandler {
  private static final int PIECE_BYTES = 8192;

  private final CallbackHandler callbacks;

  CallbackAdapter(CallbackHandler callbacks) {
    this.callbacks = callbacks;
  }

  @Override
  public void handle(HttpExchange http) throws IOException {
    try (http) {
      CallbackExchange exchange = callbacks.open(request(http));
      InputStream body = http.getRequestBody();
      byte[] piece = new byte[PIECE_BYTES];
      int count = 0;
      try {
        while (exchange.wantsContent() && (count = body.read(piece)) >= 0) {
          exchange.content(piece, 0, count);
        }
      } catch (IOException broken) {
        exchange.abandon();
        throw broken;
      }
      exchange.complete(response -> send(http, response));
    }
  }

  private static CallbackRequest request(HttpExchange http) {
    String length = http.getRequestHeaders().getFirst("Content-Length");
    return new CallbackRequest(
        http.getRequestMethod(),
        http.getRequestURI().getRawPath().substring(http.getHttpContext().getPath().length()),
        http.getRequestURI().getRawQuery(),
        HttpHeaders.of(http.getRequestHeaders(), (name, value) -> true),
        length == null ? -1 : Long.parseLong(length));
  }

  private static void send(HttpExchange http, CallbackResponse response) throws IOException {
    byte[] body = response.bytes();
    response.headers().forEach(http.getResponseHeaders()::set);
    http.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
    http.getResponseBody().write(body);
  }
}
