package org.pushj.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** How much of a lane may be claimed. */
class LanesTest {
  private static final int WIDTH = 2;
  private static final int THREADS = 8;
  private static final Duration SLOW = Duration.ofMillis(2001);
  private static final LaneLimits NONE = new LaneLimits() {};

  private final Queue<Runnable> threads = new ArrayDeque<>();
  private long nanos = 1;
  private int rooms;
  private final Lanes<Runnable> lanes =
      new Lanes<>(threads::add, WIDTH, THREADS, () -> nanos, () -> rooms++);

  @Test
  void lane_hasRoomForWhatRunsAndAsManyAgain_whenNothingIsKnownOfIt() {
    assertThat(free("a")).isEqualTo(2 * WIDTH);
    lanes.submit("a", () -> {});
    assertThat(free("a")).isEqualTo(2 * WIDTH - 1);
    assertThat(free("b")).isEqualTo(2 * WIDTH);
  }

  @Test
  void lane_hasRoomForASecond_whenItIsFast() {
    run("a", Duration.ofMillis(100));
    assertThat(free("a")).isEqualTo(WIDTH + 10 * WIDTH);
  }

  @Test
  void lane_hasRoom_howeverWideItIs() {
    for (int width : new int[] {1 << 30, Integer.MAX_VALUE}) {
      Lanes<Runnable> wide = new Lanes<>(threads::add, width, THREADS, () -> nanos, () -> {});
      assertThat(wide.places(NONE).test("new")).isTrue();
      wide.submit("a", () -> pass(Duration.ofMillis(1)));
      threads.remove().run();
      assertThat(wide.places(NONE).test("a")).isTrue();
    }
  }

  @Test
  void lane_hasItsRoomAgain_whenNoThreadCouldBeStarted() {
    Lanes<Runnable> none =
        new Lanes<>(
            task -> {
              throw new OutOfMemoryError("unable to create native thread");
            },
            1,
            THREADS,
            () -> nanos,
            () -> {});
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> none.submit("a", () -> {})).isInstanceOf(OutOfMemoryError.class);
    }
    assertThat(take(none.places(NONE), "a")).isEqualTo(2);
  }

  @Test
  void slowLane_hasRoomForWhatRunsOnly_untilItIsFastAgain() {
    run("a", SLOW);
    assertThat(free("a")).isEqualTo(WIDTH);
    run("a", Duration.ofMillis(500));
    assertThat(free("a")).isEqualTo(WIDTH + 2 * WIDTH);
  }

  @Test
  void lane_isSlow_whileATaskOfItRunsForLong() {
    lanes.submit(
        "a",
        () -> {
          pass(SLOW);
          assertThat(free("a")).isEqualTo(WIDTH - 1);
        });
    threads.remove().run();
    assertThat(threads).isEmpty();
  }

  @Test
  void slowLanes_holdHalfOfTheThreadsTogether_andAnIdleOneIsFree() {
    for (int i = 0; i < THREADS; i++) {
      run("slow" + i, SLOW);
    }
    Places places = lanes.places(NONE);
    int taken = 0;
    for (int i = 0; i < THREADS; i++) {
      taken += take(places, "slow" + i);
    }
    assertThat(taken).isEqualTo(THREADS / 2);
    assertThat(places.refused()).isTrue();
    assertThat(take(places, "idle")).isEqualTo(2 * WIDTH);
  }

  @Test
  void room_isAnnounced_onceALaneThatWasPassedOverHasNothingWaiting() {
    for (int i = 0; i < 2 * WIDTH; i++) {
      lanes.submit("a", () -> pass(Duration.ofSeconds(1)));
    }
    threads.remove().run();
    assertThat(rooms).isZero();
    assertThat(free("a")).isEqualTo(1);
    threads.remove().run();
    assertThat(rooms).isEqualTo(1);
    threads.remove().run();
    assertThat(rooms).isEqualTo(1);
  }

  @Test
  void lane_isClosed_asTheLimitsSay_andOnePlaceIsForSeveralItems() {
    LaneLimits limits =
        new LaneLimits() {
          @Override
          public int most(String lane) {
            return lane.equals("closed") ? 0 : 1;
          }

          @Override
          public int perPlace(String lane) {
            return 10;
          }
        };
    assertThat(take(lanes.places(limits), "closed")).isZero();
    assertThat(take(lanes.places(limits), "open")).isEqualTo(10);
    lanes.submit("open", () -> {});
    assertThat(take(lanes.places(limits), "open")).isZero();
  }

  private int free(String lane) {
    return take(lanes.places(NONE), lane);
  }

  private static int take(Places places, String lane) {
    int taken = 0;
    while (places.test(lane)) {
      taken++;
    }
    return taken;
  }

  private void run(String lane, Duration time) {
    lanes.submit(lane, () -> pass(time));
    threads.remove().run();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
