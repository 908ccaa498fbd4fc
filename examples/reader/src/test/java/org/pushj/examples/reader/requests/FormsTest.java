package org.pushj.examples.reader.requests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.examples.guard.RawRequest;
import org.pushj.examples.reader.World;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormsTest {
  private final World world = new World();
  private URI topic;

  @BeforeAll
  void begin() {
    topic = world.topic("/feed");
  }

  @AfterAll
  void end() {
    world.close();
  }

  @ParameterizedTest(name = "SEC-4: {0}")
  @ValueSource(
      strings = {
        "",
        "url",
        "url=",
        "url=%20%09",
        "url=%zz",
        "url=%",
        "url=%4",
        "url=%ff%fe",
        "url=%c0%af",
        "url=\u00ff",
        "%ff=1",
        "{\"url\": \"x\"}",
        "url=http%3A%2F%2Fa%2F&url=http%3A%2F%2Fb%2F",
        "&&&=&=&&"
      })
  void form_is400_whenItIsMalformed(String body) {
    HttpResponse<String> answer = world.post("/subscriptions", body.getBytes(ISO_8859_1));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(World.error(answer)).isNotBlank();
  }

  @ParameterizedTest(name = "APP-1: {0}={1}")
  @CsvSource({
    "url, not a url",
    "url, /relative",
    "url, http://",
    "url, http:// /",
    "url, http:x",
    "url, ftp://blog.example/feed",
    "url, file:///etc/passwd",
    "url, javascript:alert(1)",
    "url, http://blog.example:99999/",
    "url, http://me:secret@blog.example/",
    "url, http://my_host/",
    "url, http://b\u00fc..example/",
    "hub, ftp://hub.example/",
    "hub, hub",
    "lease_seconds, -1",
    "lease_seconds, 0",
    "lease_seconds, 1.5",
    "lease_seconds, abc",
    "lease_seconds, 2147483648",
    "lease_seconds, 99999999999999999999",
    "lease_seconds, \u0661",
    "secret, mine"
  })
  void form_is422_whenAFieldIsInvalid(String field, String value) {
    HttpResponse<String> answer =
        field.equals("url")
            ? world.subscribe(field, value)
            : world.subscribe("url", topic, field, value);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(World.error(answer)).startsWith(field + ": ").contains(value);
    assertThat(world.hub.requests()).isEmpty();
  }

  @Test
  @DisplayName("SEC-4: an error quotes the input, but truncated")
  void error_isShort_whenTheValueIsLong() {
    HttpResponse<String> answer = world.subscribe("url", "x".repeat(60_000));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(World.error(answer)).hasSizeLessThan(300).contains("2048");
  }

  @Test
  @DisplayName("SEC-1: a form over 64 KiB is 413, with and without a declared length")
  void form_is413_whenItIsTooLarge() {
    byte[] large = ("url=" + "a".repeat(64 << 10)).getBytes(ISO_8859_1);
    assertThat(world.post("/subscriptions", large).statusCode()).isEqualTo(413);
    HttpResponse<String> chunked =
        world.send(
            world
                .to("/subscriptions", "Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large))));
    assertThat(chunked.statusCode()).isEqualTo(413);
  }

  @Test
  void form_is415_whenItHasAnotherType() {
    HttpResponse<String> answer =
        world.send(
            world
                .to("/subscriptions", "Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"url\":\"" + topic + "\"}")));
    assertThat(answer.statusCode()).isEqualTo(415);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Origin, https://evil.example",
    "Origin, http://localhost:1",
    "Origin, null"
  })
  void change_is403_whenAPageOfAnotherSiteRequestsIt(String name, String value) throws IOException {
    String id = "subscriptions/01a20df1-0000-7000-8000-000000000000";
    String header = name + ": " + value;
    assertThat(status("POST", "subscriptions", World.form("url", topic), header)).isEqualTo(403);
    assertThat(status("POST", id + "/renew", "", header)).isEqualTo(403);
    assertThat(status("POST", id + "/unsubscribe", "", header)).isEqualTo(403);
    assertThat(status("POST", id + "/forget", "", header)).isEqualTo(403);
    assertThat(status("DELETE", id, "", header)).isEqualTo(403);
    assertThat(world.hub.requests()).isEmpty();
  }

  /** A client of this JDK sends the body after the header, and may see the connection closed. */
  private int status(String method, String path, String form, String header) throws IOException {
    return RawRequest.status(world.url().resolve(path), method, form, "Host: localhost", header);
  }

  @Test
  void change_isAllowed_fromTheReadersOwnPage() {
    String origin = world.reader.url().toString().replaceFirst("/$", "");
    for (String[] headers :
        new String[][] {{"Sec-Fetch-Site", "same-origin"}, {"Origin", origin}, {}}) {
      assertThat(world.post("/subscriptions", "url=x", headers).statusCode()).isEqualTo(422);
    }
  }
}
