package org.pushj.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.pushj.spi.ConnectFailedException;
import org.pushj.spi.HttpTransport;

/**
 * Carries requests between machines, with latency. It loses some on the way there, of which the
 * server never learns, and some answers on the way back.
 */
final class Network {
  private static final double LOST_BEFORE = 0.03;
  private static final double LOST_AFTER = 0.03;
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int MAX_BYTES = 10_000;

  private final Scheduler scheduler;
  private final Journal journal;
  private final Watcher watcher;
  private final Map<String, Host> hosts = new HashMap<>();
  private boolean loses = true;

  Network(Scheduler scheduler, Journal journal, Watcher watcher) {
    this.scheduler = scheduler;
    this.journal = journal;
    this.watcher = watcher;
  }

  /** Puts a server at a host name. */
  void serve(String host, Machine machine, Server server) {
    hosts.put(host, new Host(machine, server));
  }

  /** Loses nothing from now on. */
  void calm() {
    loses = false;
  }

  /** Returns the HTTP client of a machine. */
  HttpTransport transport(Machine from) {
    return request -> new Received(exchange(from, request));
  }

  /** Sends a GET. */
  Answer get(Machine from, URI at) throws IOException {
    return exchange(
        from, new HttpTransport.Request("GET", at, Map.of(), null, DEADLINE, MAX_BYTES));
  }

  /** Sends a POST. */
  Answer post(Machine from, URI at, Map<String, String> headers, byte[] body) throws IOException {
    return exchange(
        from, new HttpTransport.Request("POST", at, headers, body, DEADLINE, MAX_BYTES));
  }

  /** Sends a request, and waits for the answer. */
  Answer exchange(Machine from, HttpTransport.Request request) throws IOException {
    from.point();
    watcher.sent(from, request);
    String what = request.method() + " " + request.uri();
    try {
      if (isLost(LOST_BEFORE)) {
        journal.note(from, what + " is lost");
        lose(request.deadline());
      }
      journal.note(from, what);
      Answer answer = answer(request);
      from.point();
      journal.note(from, what + " -> " + answer.status());
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private boolean isLost(double share) {
    return loses && scheduler.random().nextDouble() < share;
  }

  private void lose(Duration deadline) throws IOException, InterruptedException {
    if (scheduler.random().nextBoolean()) {
      scheduler.sleep(latency());
      throw new ConnectFailedException("no route", new ConnectException("no route"));
    }
    scheduler.sleep(deadline);
    throw new HttpTimeoutException("no connection");
  }

  private Answer answer(HttpTransport.Request request) throws IOException, InterruptedException {
    Host host = hosts.get(request.uri().getHost());
    if (host == null) {
      throw new ConnectFailedException("no such host", new ConnectException("no such host"));
    }
    boolean lost = isLost(LOST_AFTER);
    CompletableFuture<Answer> coming =
        scheduler.call(
            host.machine(),
            "serve " + request.method(),
            () -> {
              scheduler.sleep(latency());
              Answer answer = host.server().answer(request);
              scheduler.sleep(latency());
              return answer;
            });
    if (!scheduler.await(coming::isDone, request.deadline()) || lost) {
      throw new HttpTimeoutException("no answer");
    }
    try {
      return coming.get();
    } catch (ExecutionException e) {
      throw new IOException("connection reset", e.getCause());
    }
  }

  private Duration latency() {
    return Duration.ofMillis(1 + scheduler.random().nextInt(200));
  }

  /** Sees each request before it is sent. */
  @FunctionalInterface
  interface Watcher {
    void sent(Machine from, HttpTransport.Request request);
  }

  /** Answers requests. */
  @FunctionalInterface
  interface Server {
    Answer answer(HttpTransport.Request request) throws Exception;
  }

  private record Host(Machine machine, Server server) {}

  /** An answer. */
  record Answer(int status, Map<String, String> headers, String body) {
    static Answer of(int status) {
      return new Answer(status, Map.of(), "");
    }
  }

  /** An answer as the client gets it. */
  private record Received(Answer answer) implements HttpTransport.Response {
    @Override
    public int status() {
      return answer.status();
    }

    @Override
    public HttpHeaders headers() {
      Map<String, List<String>> all = new TreeMap<>();
      answer.headers().forEach((name, value) -> all.put(name, List.of(value)));
      return HttpHeaders.of(all, (name, value) -> true);
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(answer.body().getBytes(UTF_8));
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
