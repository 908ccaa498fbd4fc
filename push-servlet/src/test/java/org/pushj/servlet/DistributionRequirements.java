package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.SignatureAlgorithm;
import org.pushj.servlet.Endpoint.Held;
import org.pushj.servlet.Reader.Received;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.FakeHub;

/** Content distribution (W3C WebSub section 7), and the end of a lease. */
interface DistributionRequirements {

  Endpoint endpoint();

  @ParameterizedTest(name = "DST-1, DST-2: {0} bytes")
  @ValueSource(ints = {0, 1, 8191, 8192, 8193, 100_000, Endpoint.MAX_UPDATE_BYTES})
  default void content_isTakenByteForByte_whateverItsSize(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    Held held = endpoint().active();
    long start = System.nanoTime();
    assertThat(endpoint().hub.deliver(held.request(), content, "image/png").status())
        .isEqualTo(200);
    assertThat(System.nanoTime() - start).isLessThan(ofSeconds(2).toNanos());
    assertThat(endpoint().hub.delivery(held.request()).content(content).chunked().send().status())
        .isEqualTo(200);
    List<Received> updates = endpoint().reader.updates(held.id());
    assertThat(updates).extracting(Received::contentType).containsExactly("image/png", "");
    assertThat(updates)
        .allSatisfy(update -> assertThat(update.content()).isEqualTo(ByteBuffer.wrap(content)));
  }

  @ParameterizedTest(name = "DST-2: {0}")
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/xml; charset=ISO-8859-1",
        "application/json;charset=nonsense",
        "not a media type"
      })
  default void content_isTakenAsItIs_whateverItsType(String type) {
    Held held = endpoint().active();
    byte[] content = "hub.mode=subscribe&\u00e9=1".getBytes(ISO_8859_1);
    assertThat(endpoint().hub.deliver(held.request(), content, type).status()).isEqualTo(200);
    Received update = endpoint().reader.updates(held.id()).get(0);
    assertThat(update.content()).isEqualTo(ByteBuffer.wrap(content));
    // Jetty writes some well-known types in lower case.
    assertThat(update.contentType()).isEqualToIgnoringCase(type);
  }

  @Test
  @DisplayName("DST-6: a delivery to the callback with one slash after it is that callback's")
  default void content_isTaken_withASlashAfterTheCallback() {
    Held held = endpoint().active();
    assertThat(
            endpoint()
                .hub
                .delivery(held.request())
                .content("x", "text/plain")
                .to("/")
                .send()
                .status())
        .isEqualTo(200);
    assertTaken(held, "x");
  }

  @Test
  @DisplayName("DST-3: HTTP/1.0")
  default void content_isTaken_overHttp10() throws IOException {
    Held held = endpoint().activeUnsigned();
    try (RawConnection connection = endpoint().connect()) {
      String head = "POST " + held.path() + " HTTP/1.0\r\nContent-Length: 3\r\n\r\n";
      assertThat(connection.send(head + "old").read().status()).isEqualTo(200);
      connection.awaitEnd();
    }
    assertTaken(held, "old");
  }

  @Test
  @DisplayName("DST-3: byte by byte, on a connection that lives on")
  default void content_isTaken_whenItComesInPieces() throws IOException {
    Held held = endpoint().activeUnsigned();
    String head = endpoint().head("POST", held.path(), "Content-Length: 4");
    try (RawConnection connection = endpoint().connect()) {
      assertThat(connection.send(head + "fast").read().status()).isEqualTo(200);
      assertThat(connection.dribble(head + "slow").read().status()).isEqualTo(200);
      assertThat(connection.send(head + "last").read().status()).isEqualTo(200);
    }
    assertTaken(held, "fast", "slow", "last");
  }

  @Test
  @DisplayName("DST-3: chunked, with extensions and a trailer, on a connection that lives on")
  default void content_isTaken_whenItIsChunked() throws IOException {
    Held held = endpoint().activeUnsigned();
    String head = endpoint().head("POST", held.path(), "Transfer-Encoding: chunked");
    try (RawConnection connection = endpoint().connect()) {
      String body = "3;x=y\r\nabc\r\n01\r\nd\r\n0\r\nX-Trailer: 1\r\n\r\n";
      assertThat(connection.send(head + body).read().status()).isEqualTo(200);
      connection.send(head);
      assertThat(connection.dribble(body).read().status()).isEqualTo(200);
    }
    assertTaken(held, "abcd", "abcd");
  }

  @Test
  @DisplayName("DST-3: the sender waits for 100 Continue")
  default void content_isTaken_whenTheSenderWaitsForLeave() throws IOException {
    Held held = endpoint().activeUnsigned();
    try (RawConnection connection = endpoint().connect()) {
      connection.send(
          endpoint().head("POST", held.path(), "Content-Length: 7", "Expect: 100-continue"));
      await().until(connection::hasAnswer);
      assertThat(connection.send("patient").read().status()).isEqualTo(200);
    }
    assertTaken(held, "patient");
  }

  @ParameterizedTest(name = "DST-4: Link: {0}")
  @ValueSource(strings = {"<http://other.example/>; rel=\"self\"", "<", ",,;=", "<x>; rel=\""})
  default void content_belongsToItsCallback_whateverTheLinkHeadersSay(String link) {
    Held held = endpoint().active();
    CallbackReply reply =
        endpoint().hub.delivery(held.request()).content("x", "text/plain").links(link).send();
    assertThat(reply.status()).isEqualTo(200);
    assertTaken(held, "x");
  }

  @Test
  @DisplayName("DST-5: a delivery that is repeated, and one without content")
  default void content_isTakenAgain_whenItIsRepeated() {
    Held held = endpoint().active();
    FakeHub hub = endpoint().hub;
    for (String content : List.of("same", "same", "")) {
      assertThat(hub.deliver(held.request(), content.getBytes(UTF_8), "text/plain").status())
          .isEqualTo(200);
    }
    assertTaken(held, "same", "same", "");
  }

  @Test
  @DisplayName("DST-5: the hub comes again where the listener could not take the content")
  default void hub_isAskedToComeAgain_whenTheListenerFails() {
    Held held = endpoint().active();
    CallbackReply reply =
        endpoint().hub.deliver(held.request(), "poison".getBytes(UTF_8), "text/plain");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isPresent();
    assertThat(reply.text()).doesNotContain("a secret of the application");
    assertTaken(held);
  }

  @ParameterizedTest(name = "SIG-1: {0}")
  @EnumSource(SignatureAlgorithm.class)
  default void content_isTaken_whenItsSignatureIsRight(SignatureAlgorithm algorithm) {
    Held held = endpoint().active();
    endpoint()
        .hub
        .delivery(held.request())
        .content("signed", "text/plain")
        .signedWith(algorithm)
        .send();
    assertTaken(held, "signed");
  }

  @Test
  @DisplayName("SIG-2: a wrong signature is dropped, and the answer does not tell")
  default void content_isDropped_whenItsSignatureIsWrong() {
    Held held = endpoint().active();
    CallbackReply reply =
        endpoint().hub.delivery(held.request()).content("x", "text/plain").secret("other").send();
    assertThat(reply.status()).isEqualTo(200);
    assertTaken(held);
  }

  @ParameterizedTest(name = "SIG-2: {0}")
  @ValueSource(strings = {"md5=0cc175b9c0f1b6a831c399e269772661", "sha256", "=", "../x=00"})
  default void content_isRefused_whenItsSignatureIsOfNoKnownAlgorithm(String signature) {
    Held held = endpoint().active();
    CallbackReply reply =
        endpoint()
            .hub
            .delivery(held.request())
            .content("x", "text/plain")
            .signature(signature)
            .send();
    assertThat(reply.status()).isEqualTo(403);
    assertTaken(held);
  }

  @ParameterizedTest(name = "SIG-3: {0} bytes")
  @ValueSource(ints = {0, 10, 700_000})
  default void content_isRefused_whenItIsNotSigned(int size) {
    Held held = endpoint().active();
    CallbackReply reply =
        endpoint().hub.delivery(held.request()).content(new byte[size]).unsigned().send();
    assertThat(reply.status()).isEqualTo(403);
    assertTaken(held);
  }

  @Test
  @DisplayName("EXP-1: what comes after the lease is answered 503 while it is wanted, and not kept")
  default void content_isRefused_whenTheLeaseHasEnded() {
    Held held = endpoint().pending();
    endpoint().hub.verification(held.request()).lease("1").send();
    await()
        .atMost(ofSeconds(10))
        .until(
            () -> {
              int before = endpoint().reader.updates(held.id()).size();
              CallbackReply reply =
                  endpoint().hub.deliver(held.request(), new byte[1], "text/plain");
              int kept = endpoint().reader.updates(held.id()).size() - before;
              assertThat(kept).isEqualTo(reply.status() == 200 ? 1 : 0);
              return reply.status() == 503;
            });
  }

  /** Checks what the listener has taken, in any order. */
  private void assertTaken(Held held, String... contents) {
    assertThat(endpoint().reader.updates(held.id()))
        .extracting(Received::text)
        .containsExactlyInAnyOrder(contents);
  }
}
