package org.pushj.examples.hub;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.pushj.examples.hub.content.Content;
import org.pushj.spi.HttpTransport;

/** Fetches the current content of a topic. */
final class TopicFetcher {
  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Outgoing outgoing;

  TopicFetcher(Outgoing outgoing) {
    this.outgoing = outgoing;
  }

  /**
   * Fetches a topic, following redirects.
   *
   * @throws IOException if a URL may not be contacted, a request fails, or the response is not 2xx
   */
  Content fetch(URI topic) throws IOException {
    URI url = topic;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      try (HttpTransport.Response response = outgoing.get(url)) {
        if (!REDIRECTS.contains(response.status())) {
          return content(url, response);
        }
        url = target(url, response);
      }
    }
    throw new IOException("more than " + MAX_REDIRECTS + " redirects");
  }

  private static Content content(URI url, HttpTransport.Response response) throws IOException {
    if (response.status() / 100 != 2) {
      throw new IOException(url.toASCIIString() + " answered " + response.status());
    }
    String type = response.headers().firstValue("Content-Type").orElse("application/octet-stream");
    return new Content(type, response.body().readAllBytes());
  }

  private static URI target(URI url, HttpTransport.Response response) throws IOException {
    String location =
        response
            .headers()
            .firstValue("Location")
            .orElseThrow(
                () ->
                    new IOException(url.toASCIIString() + " redirects without a Location header"));
    try {
      return url.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new IOException(url.toASCIIString() + " redirects to an invalid URL", e);
    }
  }
}
