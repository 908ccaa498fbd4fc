package org.pushj.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.UrlPolicy;
import org.pushj.spi.UrlRefusedException;

/**
 * A web without a network: answers by URL, and 404 where there is none. It keeps what it was asked
 * for, and how much of which answer was read.
 */
final class ScriptedTransport implements HttpTransport {
  private final Map<String, Function<Request, Answer>> pages = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();
  private final List<Exchange> exchanges = new ArrayList<>();

  ScriptedTransport page(String url, Answer answer) {
    return page(url, request -> answer);
  }

  /** Puts a page at a URL; what the script throws as an unchecked exception is an error of I/O. */
  ScriptedTransport page(String url, Function<Request, Answer> script) {
    pages.put(url, script);
    return this;
  }

  ScriptedTransport redirect(String url, int status, String location) {
    return page(url, Answer.of(status).header("Location", location));
  }

  /** Returns the URLs at which there is a page. */
  List<URI> pages() {
    return pages.keySet().stream().map(URI::create).toList();
  }

  List<Request> requests() {
    return requests;
  }

  List<String> urls() {
    return requests.stream().map(request -> request.uri().toString()).toList();
  }

  /** Returns the last exchange. */
  Exchange last() {
    return exchanges.get(exchanges.size() - 1);
  }

  boolean allAreClosed() {
    return exchanges.stream().allMatch(exchange -> exchange.closed);
  }

  @Override
  public Response send(Request request) throws IOException {
    Optional<String> refusal = UrlPolicy.allowPrivate().refusal(request.uri());
    if (refusal.isPresent()) {
      throw new UrlRefusedException(request.uri(), refusal.get());
    }
    requests.add(request);
    try {
      Exchange exchange = new Exchange(answerTo(request));
      exchanges.add(exchange);
      return exchange;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Returns what is scripted for a request. */
  Answer answerTo(Request request) {
    Function<Request, Answer> unknown = any -> Answer.of(404);
    return pages.getOrDefault(request.uri().toString(), unknown).apply(request);
  }

  /** An answer that a test writes down. */
  record Answer(int status, Map<String, List<String>> headers, InputStream body) {
    static Answer of(int status) {
      return new Answer(status, Map.of(), InputStream.nullInputStream());
    }

    static Answer html(String page) {
      return of(200).body("text/html; charset=utf-8", page);
    }

    static Answer xml(String document) {
      return of(200).body("application/xml", document);
    }

    Answer header(String name, String... values) {
      Map<String, List<String>> more = new HashMap<>(headers);
      more.put(name, List.of(values));
      return new Answer(status, more, body);
    }

    /** Adds a body; the type is left out if it is empty. */
    Answer body(String type, InputStream content) {
      Answer typed = type.isEmpty() ? this : header("Content-Type", type);
      return new Answer(status, typed.headers, content);
    }

    Answer body(String type, String content) {
      return body(type, new ByteArrayInputStream(content.getBytes(UTF_8)));
    }
  }

  /** An answer as it is read. */
  static final class Exchange implements Response {
    private final Answer answer;
    private long bytesRead;
    private boolean closed;

    private Exchange(Answer answer) {
      this.answer = answer;
    }

    long bytesRead() {
      return bytesRead;
    }

    @Override
    public int status() {
      return answer.status();
    }

    @Override
    public HttpHeaders headers() {
      return HttpHeaders.of(answer.headers(), (name, value) -> true);
    }

    @Override
    public InputStream body() {
      return new FilterInputStream(answer.body()) {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          int count = super.read(bytes, offset, length);
          bytesRead += Math.max(0, count);
          return count;
        }
      };
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** A stream that goes on with the same text for ever. */
  static InputStream endless(String start, String part) {
    return new InputStream() {
      private InputStream now = bytes(start);

      @Override
      public int read() {
        throw new UnsupportedOperationException("read in bulk");
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = now.read(buffer, offset, length);
        if (count < 0) {
          now = bytes(part);
          count = now.read(buffer, offset, length);
        }
        return count;
      }
    };
  }

  /** Returns a request for a page. */
  static Request get(String url) {
    return new Request(
        "GET", URI.create(url), Map.of(), null, Duration.ofMinutes(1), Long.MAX_VALUE);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
