package org.pushj.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class BodyStreamTest {
  private final List<String> calls = new ArrayList<>();
  private final BodyStream body = bodyWithin(Duration.ofSeconds(30));

  @Test
  void read_returnsAllBuffers_whenTheyComeInLists() throws Exception {
    body.onSubscribe(subscription("s"));
    body.onNext(List.of(buffer("a"), buffer(""), buffer("bc")));
    body.onNext(List.of());
    body.onNext(List.of(buffer("d")));
    body.onComplete();
    assertThat(body.readAllBytes()).asString(UTF_8).isEqualTo("abcd");
    assertThat(body.read()).isEqualTo(-1);
  }

  @Test
  void read_asksForOneListAtATime_whenItTakesOne() throws Exception {
    body.onSubscribe(subscription("s"));
    assertThat(calls).containsExactly("s requested 1");
    body.onNext(List.of(buffer("ab")));
    assertThat(body.read()).isEqualTo('a');
    assertThat(body.read()).isEqualTo('b');
    assertThat(calls).containsExactly("s requested 1", "s requested 1");
  }

  @Test
  void read_fails_whenTheClientFails() {
    IOException cause = new IOException("reset");
    body.onSubscribe(subscription("s"));
    body.onError(cause);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasCause(cause);
    }
    assertThat(calls).doesNotContain("s cancelled");
  }

  @Test
  void read_failsAndCancels_whenTheDeadlineHasPassed() {
    BodyStream late = bodyWithin(Duration.ZERO);
    late.onSubscribe(subscription("s"));
    late.onNext(List.of(buffer("a")));
    assertThatThrownBy(late::read).isInstanceOf(HttpTimeoutException.class);
    assertThat(calls).contains("s cancelled");
  }

  @Test
  void read_failsAndCancelsAndKeepsTheFlag_whenInterrupted() throws Exception {
    body.onSubscribe(subscription("s"));
    FutureTask<Boolean> reading =
        new FutureTask<>(
            () -> {
              Thread.currentThread().interrupt();
              assertThatThrownBy(body::read).isInstanceOf(InterruptedIOException.class);
              return Thread.currentThread().isInterrupted();
            });
    new Thread(reading).start();
    assertThat(reading.get()).isTrue();
    assertThat(calls).contains("s cancelled");
  }

  @Test
  void close_cancels_whenTheBodyIsUnderWay() {
    body.onSubscribe(subscription("s"));
    body.onNext(List.of(buffer("a")));
    body.close();
    body.close();
    assertThat(calls).containsExactly("s requested 1", "s cancelled");
    assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
  }

  @Test
  void close_leavesTheConnectionAlone_whenTheBodyHasEnded() {
    body.onSubscribe(subscription("s"));
    body.onComplete();
    body.close();
    assertThat(calls).doesNotContain("s cancelled");
  }

  @Test
  void onSubscribe_cancels_whenAlreadyClosedOrSubscribed() {
    body.onSubscribe(subscription("first"));
    body.onSubscribe(subscription("second"));
    BodyStream closed = bodyWithin(Duration.ofSeconds(30));
    closed.close();
    closed.onSubscribe(subscription("late"));
    assertThat(calls).containsExactly("first requested 1", "second cancelled", "late cancelled");
  }

  @Test
  void onSubscribe_tells_whenTheBodyBegins() {
    assertThat(body.whenBegun(() -> calls.add("begun"))).isSameAs(body);
    body.onSubscribe(subscription("s"));
    body.onSubscribe(subscription("second"));
    assertThat(calls).containsExactly("begun", "s requested 1", "second cancelled");
  }

  private static BodyStream bodyWithin(Duration time) {
    return new BodyStream(new Exchange("host.example", time));
  }

  private static ByteBuffer buffer(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private Subscription subscription(String name) {
    return new Subscription() {
      @Override
      public void request(long count) {
        calls.add(name + " requested " + count);
      }

      @Override
      public void cancel() {
        calls.add(name + " cancelled");
      }
    };
  }
}
