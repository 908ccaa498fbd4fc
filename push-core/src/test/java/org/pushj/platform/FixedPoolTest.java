package org.pushj.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A pool on a system that starts few threads, as in a container with a limit of processes. */
class FixedPoolTest {
  private final AtomicInteger left = new AtomicInteger(1);
  private final ThreadFactory few =
      task -> {
        if (left.getAndDecrement() <= 0) {
          throw new OutOfMemoryError("unable to create native thread");
        }
        return new Thread(task);
      };

  @Test
  void tasks_waitForTheThreadsThatThereAre() throws Exception {
    FixedPool pool = new FixedPool(4, few);
    CountDownLatch done = new CountDownLatch(3);
    for (int i = 0; i < 3; i++) {
      pool.execute(done::countDown);
    }
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    pool.shutdown();
    assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void task_isRefused_whereThereIsNoThreadAtAll() {
    left.set(0);
    FixedPool pool = new FixedPool(4, few);
    assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(OutOfMemoryError.class);
    assertThat(pool.getQueue()).isEmpty();
    pool.shutdown();
  }
}
