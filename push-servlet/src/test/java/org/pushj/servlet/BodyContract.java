package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pushj.servlet.ScriptedEndpoint.head;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
import org.slf4j.LoggerFactory;

/**
 * How the servlet reads bodies, in every container: at {@code /async} without a thread, at {@code
 * /patient} so too, with a time limit that is longer than the container's own, at {@code /blocking}
 * with one.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BodyContract {
  /** More than the two seconds that pass at most before a time limit of one second is noticed. */
  private static final Duration IDLE = Duration.ofSeconds(4);

  private ScriptedEndpoint endpoint;
  private ScriptedHandler handler;

  /**
   * Starts a container.
   *
   * @param folder an empty folder
   */
  abstract Container start(Path folder) throws Exception;

  @BeforeAll
  void deploy(@TempDir Path folder) throws Exception {
    Container container = start(folder);
    container.setIdleTimeout(IDLE);
    endpoint =
        new ScriptedEndpoint(container)
            .at("/async", true, 1, "/*")
            .at("/patient", true, 60, "/*")
            .at("/blocking", false, 1, "/*");
  }

  @AfterAll
  void end() throws Exception {
    endpoint.close();
  }

  @BeforeEach
  void renew() {
    handler = endpoint.renew();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "/async, Content-Length: 4",
    "/async, Transfer-Encoding: chunked",
    "/blocking, Content-Length: 4",
    "/blocking, Transfer-Encoding: chunked"
  })
  void exchange_isCompletedOnce_howeverTheBodyComes(String context, String framing)
      throws IOException {
    String body = framing.startsWith("C") ? "body" : "4\r\nbody\r\n0\r\n\r\n";
    try (RawConnection connection = endpoint.connect()) {
      String request = head("POST", context + "/x", framing) + body;
      assertThat(connection.send(request).read().body()).endsWith("\nbody");
      assertThat(connection.dribble(request).read().body()).endsWith("\nbody");
    }
    assertThat(handler.completed()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"/async", "/blocking"})
  void exchange_isCompleted_whenThereIsNoBody(String context) throws IOException {
    try (RawConnection connection = endpoint.connect()) {
      String request = head("POST", context + "/x");
      assertThat(connection.send(request).read().body()).endsWith("\n[]\n");
      assertThat(connection.send(request).read().body()).endsWith("\n[]\n");
    }
    assertThat(handler.completed()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"/async", "/blocking"})
  void body_isTakenWhole_whenItIsLarge(String context) throws IOException {
    String body = "0123456789abcdef".repeat(1 << 16);
    Answer answer = endpoint.send("POST", context + "/x", body, "Content-Length: " + body.length());
    assertThat(answer.body()).endsWith("\n" + body);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/async, Content-Length: 4",
    "/async, Transfer-Encoding: chunked",
    "/blocking, Content-Length: 4"
  })
  void handler_mayTakeLonger_thanABodyMay(String context, String framing) throws IOException {
    String body = framing.startsWith("C") ? "body" : "4\r\nbody\r\n0\r\n\r\n";
    try (RawConnection held = endpoint.connect();
        RawConnection stalled = endpoint.connect()) {
      held.send(head("POST", context + "/x?hold", framing)).send(body);
      await().until(() -> handler.completed() == 1);
      // The time limit of this one begins after the other's, and is seen to pass.
      stalled.send(head("POST", "/async/x", "Content-Length: 4"));
      assertThat(stalled.read().status()).isEqualTo(408);
      handler.release();
      assertThat(held.read().body()).endsWith("\nbody");
      // The connection lives on.
      assertThat(held.send(head("GET", context + "/x")).read().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "/async, Content-Length: 1000000, 1",
    "/async, Transfer-Encoding: chunked, '1\r\n1\r\n'",
    "/blocking, Content-Length: 1000000, 1",
    "/blocking, Transfer-Encoding: chunked, '1\r\n1\r\n'"
  })
  void body_isAnswered408_whenItDripsBeyondTheLimit(String context, String framing, String drop)
      throws IOException {
    try (RawConnection connection = endpoint.connect()) {
      connection.send(head("POST", context + "/x", framing));
      await()
          .until(
              () -> {
                // After an answer the connection is closed, and takes no more.
                boolean isAnswered = connection.hasAnswer();
                if (!isAnswered) {
                  connection.send(drop);
                }
                return isAnswered;
              });
      Answer answer = connection.read();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.closes()).isTrue();
    }
    assertThat(handler.completed()).isZero();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "/patient, Content-Length: 1000",
    "/patient, Transfer-Encoding: chunked",
    "/blocking, Content-Length: 1000",
    "/blocking, Transfer-Encoding: chunked"
  })
  void connection_ends_whenTheContainerLosesPatience(String context, String framing)
      throws IOException {
    try (RawConnection connection = endpoint.connect()) {
      connection.send(head("POST", context + "/x", framing) + "4").awaitEnd();
    }
    assertThat(handler.completed()).isZero();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "/async, Content-Length: 1000",
    "/async, Transfer-Encoding: chunked",
    "/blocking, Content-Length: 1000",
    "/blocking, Transfer-Encoding: chunked"
  })
  void exchange_isNeverCompleted_whenTheBodyBreaksOff(String context, String framing)
      throws IOException {
    try (RawConnection connection = endpoint.connect()) {
      connection.send(head("POST", context + "/x", framing) + "4\r\nha").endOutput().awaitEnd();
    }
    assertThat(handler.completed()).isZero();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "/async, Content-Length: 1000",
    "/async, Transfer-Encoding: chunked",
    "/blocking, Content-Length: 1000",
    "/blocking, Transfer-Encoding: chunked"
  })
  void answer_comesAtOnce_whenTheExchangeWantsNoMore(String context, String framing)
      throws IOException {
    for (String script : List.of("four", "nothing")) {
      try (RawConnection connection = endpoint.connect()) {
        connection.send(head("POST", context + "/x?" + script, framing) + "4\r\nbody");
        Answer answer = connection.read();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.closes()).isTrue();
      }
    }
    assertThat(handler.completed()).isEqualTo(2);
  }

  @Test
  void log_warnsOnce_whenTheServletIsNotAsyncSupported() throws Exception {
    endpoint.at("/warned", false, 1, "/*");
    Logger logger = (Logger) LoggerFactory.getLogger(PushCallbackServlet.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    logger.setAdditive(false);
    try {
      for (int request = 0; request < 2; request++) {
        endpoint.send("POST", "/warned/x", "0\r\n\r\n", "Transfer-Encoding: chunked");
      }
    } finally {
      logger.detachAppender(log);
      logger.setAdditive(true);
    }
    assertThat(log.list)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .contains("The servlet push")
        .contains("not async-supported");
  }

  @Test
  void rest_isReadAndDropped_whenItIsNotTooLong() throws IOException {
    String piece = "x".repeat(45_000);
    try (RawConnection connection = endpoint.connect()) {
      connection.send(head("POST", "/patient/x?four", "Content-Length: 900004") + "body");
      Answer answer = connection.read();
      assertThat(answer.status()).isEqualTo(200);
      // Were the connection closed at once, this would end in a reset.
      for (int sent = 0; sent < 20; sent++) {
        connection.send(piece);
        assertThat(endpoint.send("GET", "/async/other", "").status()).isEqualTo(200);
      }
      connection.awaitOrderlyEnd();
    }
  }
}
