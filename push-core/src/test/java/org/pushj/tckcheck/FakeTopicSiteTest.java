package org.pushj.tckcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.PushExtension;
import org.pushj.tck.RecordedRequest;

@ExtendWith(PushExtension.class)
class FakeTopicSiteTest {
  private final FakeTopicSite site;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  FakeTopicSiteTest(FakeTopicSite site) {
    this.site = site;
  }

  @Test
  void page_isServedAsScripted_withSeveralHeadersOfOneName() throws Exception {
    byte[] body = {0, -1, 13, 10};
    URI url =
        site.page(
            "/feed",
            FakeResponse.of(203)
                .header("Link", "<a>; rel=self")
                .header("Link", "<b>; rel=hub")
                .body("image/png", body));

    HttpResponse<byte[]> response = get(url);

    assertThat(response.statusCode()).isEqualTo(203);
    assertThat(response.headers().allValues("Link"))
        .containsExactly("<a>; rel=self", "<b>; rel=hub");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(4);
    assertThat(response.body()).isEqualTo(body);
  }

  @Test
  void page_sendsNoBody_toHead() throws Exception {
    URI url = site.page("/feed", FakeResponse.of(200).body("text/plain", "four"));
    HttpRequest head = HttpRequest.newBuilder(url).method("HEAD", BodyPublishers.noBody()).build();

    HttpResponse<String> response = client.send(head, BodyHandlers.ofString());

    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(4);
  }

  @Test
  void page_isSentWithoutLength_whenChunked() throws Exception {
    URI url = site.page("/feed", FakeResponse.of(200).body("text/plain", "four").chunked());

    HttpResponse<byte[]> response = get(url);

    assertThat(response.headers().firstValue("Content-Length")).isEmpty();
    assertThat(response.body()).asString().isEqualTo("four");
  }

  @Test
  void page_followsItsScript_andCanBeReplaced() throws Exception {
    URI url =
        site.page("/feed", request -> FakeResponse.of(request.rawQuery().isEmpty() ? 200 : 410));

    assertThat(get(url).statusCode()).isEqualTo(200);
    assertThat(get(site.url("/feed?x=1")).statusCode()).isEqualTo(410);
    site.page("/feed", FakeResponse.of(503));
    assertThat(get(url).statusCode()).isEqualTo(503);
    assertThat(get(site.url("/other")).statusCode()).isEqualTo(404);
  }

  @Test
  void page_says500AndWhy_whenItsScriptThrows() throws Exception {
    URI url =
        site.page(
            "/feed",
            request -> {
              throw new IllegalStateException("a mistake in the test");
            });

    HttpResponse<byte[]> response = get(url);

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).asString().contains("a mistake in the test");
  }

  @Test
  void redirect_sendsTheLocation_toTheLetter() throws Exception {
    HttpResponse<byte[]> response = get(site.redirect("/old", 307, "../new?x=%2f"));

    assertThat(response.statusCode()).isEqualTo(307);
    assertThat(response.headers().firstValue("Location")).hasValue("../new?x=%2f");
  }

  @Test
  void advertise_namesSelfAndHub_inHeaders() throws Exception {
    URI topic = site.advertise("/feed", URI.create("https://hub.example/?a=%2F"));

    assertThat(get(topic).headers().allValues("Link"))
        .containsExactly(
            "<" + topic + ">; rel=\"self\"", "<https://hub.example/?a=%2F>; rel=\"hub\"");
  }

  @Test
  void requests_areRecorded_asTheyCame() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(site.url("/a%2Fb?q=%20&q=+"))
            .header("X-Twice", "1")
            .header("X-Twice", "2")
            .POST(BodyPublishers.ofString("n=a%20b&n=%C3%A9&m"))
            .build();
    client.send(post, BodyHandlers.discarding());

    RecordedRequest request = site.awaitRequest("/a%2Fb", 1, Duration.ofSeconds(10));

    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.rawQuery()).hasValue("q=%20&q=+");
    assertThat(request.headers().allValues("x-twice")).containsExactly("1", "2");
    assertThat(request.form()).containsOnlyKeys("n", "m");
    assertThat(request.form().get("n")).containsExactly("a b", "é");
    assertThat(request.form().get("m")).containsExactly("");
    assertThat(site.requests()).containsExactly(request);
  }

  @Test
  void awaitRequest_saysWhatCame_whenNothingElseComes() throws Exception {
    get(site.url("/one"));

    assertThatThrownBy(() -> site.awaitRequest("/two", 1, Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/two")
        .hasMessageContaining("GET /one");
  }

  @Test
  void close_endsAnswersThatHaveNoEnd() throws Exception {
    URI slow = site.page("/slow", FakeResponse.of(200).dribbled());
    URI silent = site.page("/silent", FakeResponse.silence());
    HttpResponse<InputStream> slowAnswer =
        client.send(HttpRequest.newBuilder(slow).build(), BodyHandlers.ofInputStream());
    CompletableFuture<HttpResponse<Void>> silentAnswer =
        client.sendAsync(HttpRequest.newBuilder(silent).build(), BodyHandlers.discarding());
    site.awaitRequest("/silent", 1, Duration.ofSeconds(10));
    assertThat(slowAnswer.body().readNBytes(3)).asString().isEqualTo("   ");
    assertThat(silentAnswer).isNotDone();

    site.close();

    assertThat(silentAnswer).failsWithin(Duration.ofSeconds(10));
    assertThatThrownBy(() -> slowAnswer.body().readAllBytes()).isInstanceOf(IOException.class);
  }

  private HttpResponse<byte[]> get(URI url) throws Exception {
    return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
  }
}
