package org.pushj.examples.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.examples.hub.requests.Form;
import org.pushj.examples.hub.requests.RequestRefusedException;

class WorkersTest {
  private final Workers workers = new Workers();

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void run_continues_whenAJobHasFailed() throws Exception {
    CountDownLatch done = new CountDownLatch(1);

    workers.run(
        () -> {
          throw new IllegalStateException("made by the test");
        });
    workers.run(done::countDown);

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void run_doesNothing_afterClose() {
    workers.close();

    workers.run(() -> {});

    assertThat(workers.areBusy()).isFalse();
  }

  @Test
  void areBusy_makesTheHubRefuse_whenTenThousandJobsAreWaiting() throws Exception {
    Outgoing nowhere = new Outgoing(url -> Optional.empty(), request -> null);
    Hub hub = new Hub(URI.create("http://hub/"), HubSettings.defaults(), nowhere, workers);
    Form form =
        Form.parse(
            "application/x-www-form-urlencoded",
            "hub.mode=publish&hub.url=http://a/".getBytes(UTF_8));
    for (int job = 0; job < 9_999; job++) {
      workers.runAfter(Duration.ofHours(1), () -> {});
    }
    hub.accept(form);

    workers.runAfter(Duration.ofHours(1), () -> {});

    assertThatExceptionOfType(RequestRefusedException.class)
        .isThrownBy(() -> hub.accept(form))
        .satisfies(refused -> assertThat(refused.status()).isEqualTo(503))
        .satisfies(refused -> assertThat(refused.retryAfter()).isPresent());
  }
}
