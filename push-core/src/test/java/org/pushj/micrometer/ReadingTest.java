package org.pushj.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MockClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReadingTest {
  private static final Duration AGE = Duration.ofSeconds(30);

  private final MockClock clock = new MockClock();

  @Test
  void query_isAskedAgain_onlyWhenItsAnswerIsOld() {
    AtomicInteger asked = new AtomicInteger();
    Reading<Integer> reading = new Reading<>(asked::incrementAndGet, AGE, clock);
    assertThat(reading.number(Integer::doubleValue)).isEqualTo(1);
    clock.add(AGE.minusNanos(1));
    assertThat(reading.number(Integer::doubleValue)).isEqualTo(1);
    clock.add(1, TimeUnit.NANOSECONDS);
    assertThat(reading.number(Integer::doubleValue)).isEqualTo(2);
  }

  @Test
  @Timeout(30)
  void whoeverLooks_isNotHeldUp_whileTheStoreHangs() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Reading<Integer> reading =
        new Reading<>(
            () -> {
              if (asked.incrementAndGet() == 2) {
                hangs.countDown();
                awaitQuietly(answers);
              }
              return asked.get();
            },
            AGE,
            clock);
    assertThat(reading.number(Integer::doubleValue)).isEqualTo(1);
    clock.add(AGE);
    CompletableFuture<Double> slow =
        CompletableFuture.supplyAsync(
            () -> reading.number(Integer::doubleValue), task -> new Thread(task).start());
    hangs.await();
    assertThat(reading.number(Integer::doubleValue)).isEqualTo(1);
    answers.countDown();
    assertThat(slow.get()).isEqualTo(2);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
