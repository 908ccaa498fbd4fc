package org.pushj.examples.benchmarks.parsing;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.pushj.spi.HttpTransport;

/** A response with an Atom feed, whose links are in the feed alone. */
final class FeedInMemory implements HttpTransport.Response {
  private static final HttpHeaders HEADERS =
      HttpHeaders.of(
          Map.of("Content-Type", List.of("application/atom+xml")), (name, value) -> true);

  private final InputStream body;

  FeedInMemory(byte[] feed) {
    body = new ByteArrayInputStream(feed);
  }

  @Override
  public int status() {
    return 200;
  }

  @Override
  public HttpHeaders headers() {
    return HEADERS;
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
