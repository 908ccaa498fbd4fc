package org.pushj.endpoint;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.interleavings.Interleavings;
import org.pushj.tck.ManualClock;

/** Two deliveries at a time want memory: they never hold too much, and give all of it back. */
@Tag("heavy")
class BudgetInterleavingsTest {
  private static final CallbackToken ONE = new CallbackToken("the-token-of-one-callback");
  private static final CallbackToken OTHER = new CallbackToken("the-token-of-another-callback");
  private static final CallbackToken THIRD = new CallbackToken("the-token-of-a-third-callback");

  @Test
  void reservations_areWithinTheLimit_andGivenBack() {
    Interleavings.assertLinearizable(Reservations.class);
  }

  @Test
  void bodies_giveAllBack_alsoWhereTheyGiveWay() {
    Interleavings.assertLinearizable(Bodies.class);
  }

  private static CallbackToken token(int callback) {
    return callback == 0 ? ONE : OTHER;
  }

  /** Fails unless exactly so many bytes are free. */
  private static void assertFree(BodyBudget budget, long bytes) {
    if (!budget.reserve(ONE, bytes / 2)
        || !budget.reserve(OTHER, bytes / 2)
        || budget.reserve(THIRD, 1)) {
      throw new AssertionError("not everything was given back, or more than that");
    }
  }

  /** Reserves memory for a moment. */
  @Param(name = "callback", gen = IntGen.class, conf = "0:1")
  @Param(name = "bytes", gen = IntGen.class, conf = "1:3")
  public static class Reservations {
    private static final int TOTAL = 6;
    private static final int HELD_BY_A_THIRD = 1;

    private final BodyBudget budget = new BodyBudget(TOTAL, () -> ManualClock.START);
    private final AtomicLong held = new AtomicLong(HELD_BY_A_THIRD);

    public Reservations() {
      budget.reserve(THIRD, HELD_BY_A_THIRD);
    }

    @Operation
    public void hold(@Param(name = "callback") int callback, @Param(name = "bytes") int bytes) {
      if (budget.reserve(token(callback), bytes)) {
        if (held.addAndGet(bytes) > TOTAL) {
          throw new AssertionError("more is held than the limit");
        }
        held.addAndGet(-bytes);
        budget.release(token(callback), bytes);
      }
    }

    @Validate
    public void allIsGivenBack() {
      budget.release(THIRD, HELD_BY_A_THIRD);
      assertFree(budget, TOTAL);
    }
  }

  /** Receives a body while time flies: each that is not whole yet arrives slowly. */
  @Param(name = "callback", gen = IntGen.class, conf = "0:1")
  public static class Bodies {
    private static final int TOTAL = 8;
    private static final byte[] BODY = {1, 2};

    private final AtomicLong looks = new AtomicLong();
    private final BodyBudget budget =
        new BodyBudget(
            TOTAL,
            () -> ManualClock.START.plus(BodyBudget.SLOW.multipliedBy(looks.incrementAndGet())));

    @Operation
    public void receive(@Param(name = "callback") int callback) {
      HeldBody body = new HeldBody(budget, token(callback), TOTAL, false);
      if (body.append(BODY, 0, 1) && body.append(BODY, 1, 1)) {
        body.arrived();
        byte[] all = body.content();
        if (all != null && !Arrays.equals(all, BODY)) {
          throw new AssertionError("the body is " + Arrays.toString(all));
        }
      }
      body.release();
    }

    @Validate
    public void allIsGivenBack() {
      assertFree(budget, TOTAL);
    }
  }
}
