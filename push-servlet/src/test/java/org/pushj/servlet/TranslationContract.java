package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.callback.CallbackRequest;
import org.slf4j.LoggerFactory;

/** What the servlet makes of requests and answers, in every container. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class TranslationContract {
  private ScriptedEndpoint endpoint;

  /**
   * Starts a container.
   *
   * @param folder an empty folder
   */
  abstract Container start(Path folder) throws Exception;

  @BeforeAll
  void deploy(@TempDir Path folder) throws Exception {
    endpoint =
        new ScriptedEndpoint(start(folder))
            .at("", true, 30, "/push/*", "/exact", "/")
            .at("/all", true, 30, "/*")
            .at("/deep", true, 30, "/a/b/*");
  }

  @AfterAll
  void end() throws Exception {
    endpoint.close();
  }

  @BeforeEach
  void renew() {
    endpoint.renew();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/push/token,          /token",
    "/push/,               /",
    "/push,                ''",
    "/push/a/b,            /a/b",
    "/push/a%2Db;x=1/c,    /a%2Db;x=1/c",
    "/%70ush/token,        /token",
    "/exact,               ''",
    "/other/token,         /other/token",
    "/all/token,           /token",
    "/all/,                /",
    "/%61ll/token,         /token",
    "/deep/a/b/token,      /token",
    "/deep/a/b,            ''"
  })
  void path_isWhatStandsBelowTheMapping_undecoded(String target, String path) throws IOException {
    assertThat(line(endpoint.send("GET", target, ""), 1)).isEqualTo(path);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"a=%C3%A9+%2B&a=%ff", "", "?", "%zz", "a;b='", "nothing"})
  void query_isWhatTheRequestLineHas_undecoded(String query) throws IOException {
    assertThat(line(endpoint.send("GET", "/push/x?" + query, ""), 2)).isEqualTo(query);
  }

  @Test
  void query_isNull_whenThereIsNone() throws IOException {
    assertThat(line(endpoint.send("GET", "/push/x", ""), 2)).isEqualTo("null");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "FOO", "get"})
  void method_reachesTheHandler_whateverItIs(String method) throws IOException {
    assertThat(line(endpoint.send(method, "/push/x", "", "Content-Length: 0"), 0))
        .isEqualTo(method);
  }

  @Test
  void head_isAnsweredWithoutABody() throws IOException {
    try (RawConnection connection = endpoint.connect()) {
      connection.send(ScriptedEndpoint.head("HEAD", "/push/x"));
      connection.send(ScriptedEndpoint.head("GET", "/push/x?second"));
      assertThat(connection.readHead().status()).isEqualTo(200);
      assertThat(line(connection.read(), 2)).isEqualTo("second");
    }
  }

  @Test
  void contentLength_isKnown_beyondTheRangeOfAnInt() throws IOException {
    Answer answer = endpoint.send("POST", "/push/x?nothing", "", "Content-Length: 10737418240");
    assertThat(answer.header("X-Length")).contains("10737418240");
  }

  @Test
  void contentLength_isMinusOne_whenTheBodyIsChunked() throws IOException {
    Answer answer =
        endpoint.send("POST", "/push/x", "1\r\na\r\n0\r\n\r\n", "Transfer-Encoding: chunked");
    assertThat(answer.header("X-Length")).contains("-1");
    assertThat(line(answer, 4)).isEqualTo("a");
  }

  @Test
  void headers_areThoseOfTheirRequest_whenItIsOver() throws IOException {
    ScriptedHandler handler = endpoint.renew();
    try (RawConnection connection = endpoint.connect()) {
      connection.send(ScriptedEndpoint.head("GET", "/push/x", "X-Test: 1", "x-test: 2"));
      connection.read();
      connection.send(ScriptedEndpoint.head("GET", "/push/x", "X-Test: 3", "X-Other: 4"));
      connection.read();
    }
    CallbackRequest first = handler.first();
    assertThat(first.values("X-TEST")).containsExactly("1", "2");
    assertThat(first.values("X-Other")).isEmpty();
    assertThat(first.headers().allValues("x-Test")).containsExactly("1", "2");
    assertThat(first.headers().map()).doesNotContainKey("X-Other").containsKey("Host");
  }

  @Test
  void headers_areAllThere_howeverTheyAreWritten() throws IOException {
    Answer answer =
        endpoint.send(
            "GET",
            "/push/x",
            "",
            "X-Test: 1",
            "x-test: two, three",
            "X-TEST:",
            "X!#$%&'*+.^_`|~: 4");
    assertThat(line(answer, 3)).isEqualTo("[1, two, three, ]");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"GET", "POST"})
  void request_isRefused_whenItHasFarTooManyHeaders(String method) throws IOException {
    ScriptedHandler handler = endpoint.renew();
    String[] fields = IntStream.range(0, 1000).mapToObj(i -> "x" + i + ":").toArray(String[]::new);
    // Tomcat takes a hundred at most.
    assertThat(endpoint.send(method, "/push/x", "", fields).status()).isIn(400, 431);
    assertThat(handler.first()).isNull();
  }

  @Test
  void parameters_areLeftInTheBody_whenItIsAForm() throws IOException {
    Answer answer =
        endpoint.send(
            "POST",
            "/push/x",
            "a=1&b=2",
            "Content-Length: 7",
            "Content-Type: application/x-www-form-urlencoded");
    assertThat(line(answer, 4)).isEqualTo("a=1&b=2");
  }

  @Test
  void answer_isSentAsItIs_whenItHasNoBody() throws IOException {
    Answer answer = endpoint.send("GET", "/push/x?204", "");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("X-Own")).contains("1");
    assertThat(answer.header("Content-Type")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "open",
        "open-error",
        "no-exchange",
        "wantsContent",
        "content",
        "content-error",
        "complete",
        "complete-error",
        "no-response"
      })
  void failure_isAnswered500AndLoggedOnce_whenTheHandlerFails(String step) throws IOException {
    Logger logger = (Logger) LoggerFactory.getLogger(PushCallbackServlet.class);
    for (String framing : List.of("Content-Length: 1", "Transfer-Encoding: chunked")) {
      ListAppender<ILoggingEvent> log = new ListAppender<>();
      log.start();
      logger.addAppender(log);
      logger.setAdditive(false);
      try {
        String body = framing.startsWith("C") ? "x" : "1\r\nx\r\n0\r\n\r\n";
        Answer answer = endpoint.send("POST", "/push/x?" + step, body, framing);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret", "Exception", "Error", "\tat ");
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getThrowableProxy()).isNotNull();
      } finally {
        logger.detachAppender(log);
        logger.setAdditive(true);
      }
    }
    assertThat(line(endpoint.send("GET", "/push/alive", ""), 1)).isEqualTo("/alive");
  }

  private static String line(Answer answer, int number) {
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().split("\n", -1)[number];
  }
}
