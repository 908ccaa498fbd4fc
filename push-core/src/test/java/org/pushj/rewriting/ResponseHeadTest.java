package org.pushj.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadTest {
  private static final URI URL = URI.create("https://blog.example/posts/feed");
  private static final String SELF = "<https://blog.example/posts/feed>; rel=\"self\"";
  private static final String HUB = "<https://hub.example/>; rel=\"hub\"";
  private static final Advertisement ADVERTISEMENT =
      new Advertisement(URL, List.of(URI.create("https://hub.example/")));

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET, 200, true",
    "HEAD, 200, true",
    "GET, 203, true",
    "GET, 206, true",
    "GET, 304, true",
    "HEAD, 304, true",
    "POST, 200, false",
    "get, 200, false",
    "OPTIONS, 204, false",
    "GET, 103, false",
    "GET, 300, false",
    "GET, 301, false",
    "GET, 303, false",
    "GET, 404, false",
    "GET, 410, false",
    "GET, 500, false"
  })
  @DisplayName("PUB-1, PUB-4: links have the answers to GET and HEAD that are the topic")
  void response_hasLinks_whenItIsTheTopic(String method, int status, boolean advertised) {
    ResponseHead head = new ResponseHead(method, URL, status, headers(Map.of()));
    assertThat(head.isAdvertised()).isEqualTo(advertised);
    assertThat(head.linksToAdd(ADVERTISEMENT).isPresent()).isEqualTo(advertised);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<https://x/>; rel=next | " + SELF + ", " + HUB,
        "<https://x/>; rel=self | " + HUB,
        "<https://x/>; rel=\"HUB preload\" | " + SELF,
        "<https://x/>; rel=\"hub self\" | ``",
        "<https://x/>; rel=hub; anchor=\"/elsewhere\" | " + SELF + ", " + HUB,
        "</mine>; title=\"a, <b>; rel=hub\"; rel=self | " + HUB
      })
  void response_keepsItsOwnLinks_andGetsWhatIsMissing(String own, String added) {
    ResponseHead head = new ResponseHead("GET", URL, 200, headers(Map.of("Link", List.of(own))));
    assertThat(head.linksToAdd(ADVERTISEMENT).orElse("")).isEqualTo(added);
  }

  @ParameterizedTest(name = "Vary: {0}, Content-Location: {1}")
  @CsvSource({
    "Accept, feed.atom, https://blog.example/posts/feed.atom",
    "'Cookie, accept-language', /de, https://blog.example/de",
    "'Accept-Charset', https://cdn.example/x, https://cdn.example/x",
    "*, ?v=1, https://blog.example/posts/feed?v=1",
    "Accept-Encoding, feed.atom, https://blog.example/posts/feed",
    "'', feed.atom, https://blog.example/posts/feed",
    "Accept, , https://blog.example/posts/feed",
    "Accept, ftp://x/, https://blog.example/posts/feed",
    "Accept, feed.de#top, https://blog.example/posts/feed",
    "Accept, 'http://[', https://blog.example/posts/feed"
  })
  @DisplayName("PUB-3: a representation that was negotiated has a self URL of its own")
  void self_isTheRepresentation_whenContentIsNegotiated(String vary, String location, String self) {
    Map<String, List<String>> headers =
        location == null
            ? Map.of("Vary", List.of(vary))
            : Map.of("Vary", List.of("Origin", vary), "Content-Location", List.of(location));
    assertThat(new ResponseHead("GET", URL, 200, headers(headers)).self())
        .isEqualTo(URI.create(self));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"GET", "HEAD"})
  void method_isAdvertised_whenItAsksForTheTopic(String method) {
    assertThat(ResponseHead.isAdvertised(method)).isTrue();
    assertThat(ResponseHead.isAdvertised("POST")).isFalse();
  }

  private static HttpHeaders headers(Map<String, List<String>> headers) {
    return HttpHeaders.of(headers, (name, value) -> true);
  }
}
