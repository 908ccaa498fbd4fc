package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.example.blog.BlogServlet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a subscriber sees of responses with links, in every container, however deployed. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class LinkFilterContract {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final BlogDeployment deployment;
  private Container container;
  private URI context;

  LinkFilterContract(BlogDeployment deployment) {
    this.deployment = deployment;
  }

  /**
   * Starts a container.
   *
   * @param folder an empty folder
   */
  abstract Container start(Path folder) throws Exception;

  @BeforeAll
  void deploy(@TempDir Path containerFolder, @TempDir Path folder) throws Exception {
    container = start(containerFolder);
    context = deployment.deploy(container, folder);
  }

  @AfterAll
  void end() {
    if (container != null) {
      container.close();
    }
  }

  @DisplayName("PUB-1: on GET and HEAD, a Link header names the topic and its hubs")
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "text, 200, 1",
    "nothing, 204, 0",
    "not-modified, 304, 0",
    "not-modified-error, 304, 0",
    "stream, 200, 20000",
    "writer, 200, 20000",
    "flushed, 200, 2",
    "flushed-writer, 200, 2",
    "flushed-first, 200, 1",
    "closed, 200, 1",
    "reset, 200, 1",
    "reset-buffer, 200, 1",
    "forward, 200, 1",
    "forward-nothing, 204, 0",
    "forward-wrapped, 200, 20000",
    "include, 200, 1",
    "latest, 200, 1",
    "own-next, 200, 1",
    "async-text, 200, 1",
    "async-nothing, 204, 0",
    "async-stream, 200, 20000",
    "async-begun, 200, 2",
    "async-ready, 200, 20000",
    "async-again, 200, 1"
  })
  void response_hasLinks_whenItIsTheTopic(String way, int status, int lines) throws Exception {
    HttpResponse<String> get = get("/posts/" + way);
    assertThat(get.statusCode()).isEqualTo(status);
    assertThat(get.body().equals(BlogServlet.LINE.repeat(lines))).isTrue();
    assertThat(get.headers().allValues("Link")).contains(links("posts/" + way));
    assertThat(get.headers().allValues("Link")).hasSize(way.equals("own-next") ? 2 : 1);

    HttpResponse<String> head = head("/posts/" + way);
    assertThat(head.statusCode()).isEqualTo(status);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().allValues("Link")).isEqualTo(get.headers().allValues("Link"));
  }

  @DisplayName("PUB-4: an error is not the topic, and a redirect leads to it")
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "no-such, 404",
    "no-luck, 500",
    "no-end, 500",
    "no-more, 410",
    "no-here, 302",
    "no-there, 301",
    "no-way, 405",
    "no-forward, 500",
    "async-error, 503",
    "async-timeout, 500"
  })
  void response_hasNoLinks_whenItIsNotTheTopic(String way, int status) throws Exception {
    for (HttpResponse<String> answer : List.of(get("/posts/" + way), head("/posts/" + way))) {
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.headers().allValues("Link")).isEmpty();
    }
  }

  @Test
  void response_keepsItsOtherHeaders_whenAFailureIsCaughtFurtherOut() throws Exception {
    HttpResponse<String> answer = get("/posts/no-caught");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("caught");
    assertThat(answer.headers().allValues("X-Own")).containsExactly("1", "2");
    assertThat(answer.headers().allValues("Link")).containsExactly("</next>; rel=next");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "own-self, </mine>; rel=self, self",
    "own-hub, <https://two.example/>; rel=hub, hub",
    "own-both, '<https://own.example/>; rel=hub, </mine>; rel=self', self hub",
    "own-late, '<https://own.example/>; rel=hub, </mine>; rel=self', self hub"
  })
  void response_keepsItsOwnLinks_andGetsTheOthers(String way, String own, String relations)
      throws Exception {
    for (HttpResponse<String> answer : List.of(get("/posts/" + way), head("/posts/" + way))) {
      String all = String.join(", ", answer.headers().allValues("Link"));
      assertThat(all).contains(own);
      assertThat(all.contains("blog.example/site/posts")).isEqualTo(!relations.contains("self"));
      assertThat(all.contains(BlogDeployment.HUBS)).isEqualTo(!relations.contains("hub"));
    }
  }

  @Test
  @DisplayName("PUB-3: a representation that was negotiated has a self URL of its own")
  void self_isTheRepresentation_whenContentIsNegotiated() throws Exception {
    assertThat(get("/posts/negotiated").headers().firstValue("Link"))
        .contains(links("posts/negotiated.de"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/posts/text?a=1&b=2, posts/text",
    "/posts/text;jsessionid=1234, posts/text",
    "/posts/t%65xt, posts/text",
    "/posts/%c3%bc%2C, posts/%C3%BC%2C",
    "/posts/'\"x', posts/'\"x'"
  })
  void self_isTheCanonicalUrl_howeverItIsAskedFor(String target, String self) throws Exception {
    try (RawConnection connection = new RawConnection(container.port())) {
      connection.send(
          "GET %s%s HTTP/1.1\r\nHost: evil.example\r\n\r\n"
              .formatted(context.getRawPath(), target.replace("\"", "%22")));
      Answer answer = connection.readHead();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Link")).contains(links(self.replace("\"", "%22")));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"/folders/cats?page=2, cats", "/folders/dogs/text, dogs"})
  void hubs_areComputed_whenThereIsASource(String target, String folder) throws Exception {
    assertThat(get(target).headers().firstValue("Link"))
        .contains(
            "<%s>; rel=\"self\", <https://hub.example/%s>; rel=\"hub\", <https://hub.example/>; rel=\"hub\""
                .formatted(BlogDeployment.BASE.resolve(target.substring(1)), folder));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"/folders/private", "/other/text"})
  void response_hasNoLinks_whereThereAreNoHubsOrNoFilter(String target) throws Exception {
    HttpResponse<String> answer = get(target);
    assertThat(answer.body()).isEqualTo(BlogServlet.LINE);
    assertThat(answer.headers().allValues("Link")).isEmpty();
  }

  @Test
  void response_hasNoLinks_whenTheMethodDoesNotAskForTheTopic() throws Exception {
    HttpResponse<String> posted =
        send(request("/posts/text").POST(BodyPublishers.ofString("x")).build());
    assertThat(posted.body()).isEqualTo("posted");
    assertThat(posted.headers().allValues("Link")).isEmpty();
  }

  /** Returns the header that a topic of this path has. */
  static String links(String path) {
    return "<" + BlogDeployment.BASE + path + ">; rel=\"self\", " + BlogDeployment.HUBS;
  }

  HttpResponse<String> get(String target, String... headers) throws Exception {
    HttpRequest.Builder request = request(target).GET();
    return send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  HttpResponse<String> head(String target) throws Exception {
    return send(request(target).method("HEAD", BodyPublishers.noBody()).build());
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create(context + target)).timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString(UTF_8));
  }
}
