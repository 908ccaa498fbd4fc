package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Index.atIndex;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.tck.ManualClock;

class BodyBudgetTest {
  private static final int SMALL = BodyBudget.SMALL;
  private static final CallbackToken ONE = CallbackToken.random();
  private static final CallbackToken OTHER = CallbackToken.random();
  private static final CallbackToken THIRD = CallbackToken.random();

  private final ManualClock clock = new ManualClock(Instant.parse("2026-06-02T10:00:00Z"));
  private final BodyBudget budget = new BodyBudget(16L * SMALL, clock);

  @Test
  @DisplayName("SEC-9: one callback holds a half of the budget at most")
  void budget_keepsAHalfForOthers() {
    assertThat(budget.reserve(ONE, 8L * SMALL)).isTrue();
    assertThat(budget.reserve(ONE, 1)).isFalse();
    assertThat(budget.reserve(OTHER, 4L * SMALL)).isTrue();
    budget.release(ONE, 8L * SMALL);
    assertThat(budget.reserve(ONE, 8L * SMALL)).isTrue();
  }

  @Test
  @DisplayName("SEC-9: small content goes through where large content does not")
  void budget_keepsAQuarterForSmallContent() {
    assertThat(budget.reserve(ONE, 8L * SMALL)).isTrue();
    assertThat(budget.reserve(OTHER, 5L * SMALL)).isFalse();
    assertThat(budget.reserve(OTHER, 4L * SMALL)).isTrue();
    assertThat(budget.reserve(THIRD, SMALL + 1)).isFalse();
    for (int i = 0; i < 4; i++) {
      assertThat(budget.reserve(THIRD, SMALL)).isTrue();
    }
    assertThat(budget.reserve(THIRD, 1)).isFalse();
  }

  @Test
  void body_growsWithWhatComes_andGivesAllBack() {
    byte[] piece = new byte[SMALL];
    HeldBody body = new HeldBody(budget, ONE, 4 * SMALL, true);
    for (int i = 0; i < 4; i++) {
      piece[0] = (byte) i;
      assertThat(body.append(piece, 0, SMALL)).isTrue();
    }
    assertThat(body.content()).hasSize(4 * SMALL).contains(3, atIndex(3 * SMALL));
    assertThat(budget.reserve(ONE, 5L * SMALL)).isFalse();
    body.release();
    body.release();
    assertThat(budget.reserve(ONE, 8L * SMALL)).isTrue();
    assertThat(budget.reserve(OTHER, 4L * SMALL)).isTrue();
  }

  @Test
  void body_isOfItsLength_whenItIsShorterThanDeclared() {
    HeldBody body = new HeldBody(budget, ONE, 4 * SMALL, true);
    assertThat(body.append(new byte[] {1, 2, 3}, 1, 2)).isTrue();
    assertThat(body.content()).containsExactly(2, 3);
  }

  @Test
  void body_isReadIntoOneArray_whenItsLengthWasDeclared() throws IOException {
    byte[] all = new byte[4 * SMALL];
    all[4 * SMALL - 1] = 7;
    InputStream in = new ByteArrayInputStream(all);
    HeldBody body = new HeldBody(budget, ONE, 4 * SMALL, true);
    assertThat(body.appendFrom(in, SMALL / 16)).isEqualTo(SMALL / 16);
    assertThat(budget.reserve(ONE, 4L * SMALL)).isTrue();
    assertThat(budget.reserve(ONE, 1)).isFalse();
    assertThat(body.appendFrom(in, 4 * SMALL - SMALL / 16)).isEqualTo(4 * SMALL - SMALL / 16);
    assertThat(body.content()).isEqualTo(all).isSameAs(body.content());
  }

  @Test
  void body_takesMemoryForWhatComes_whenThereIsNoneForAllOfIt() {
    assertThat(budget.reserve(ONE, 7L * SMALL)).isTrue();
    HeldBody body = new HeldBody(budget, ONE, 4 * SMALL, true);
    assertThat(body.append(new byte[SMALL], 0, SMALL)).isTrue();
    assertThat(body.append(new byte[1], 0, 1)).isFalse();
  }

  @Test
  @DisplayName("SEC-9: what was declared takes no memory from others before it comes")
  void body_takesMemoryForWhatComes_whenThereIsNotPlenty() {
    assertThat(budget.reserve(OTHER, SMALL)).isTrue();
    HeldBody body = new HeldBody(budget, ONE, 4 * SMALL, true);
    assertThat(body.append(new byte[SMALL / 16], 0, SMALL / 16)).isTrue();
    assertThat(budget.reserve(ONE, 8L * SMALL - SMALL / 16)).isTrue();
  }

  @Test
  void body_isRefused_whenThereIsNoMemory() {
    assertThat(budget.reserve(ONE, 8L * SMALL)).isTrue();
    HeldBody body = new HeldBody(budget, ONE, 4 * SMALL, true);
    assertThat(body.append(new byte[1], 0, 1)).isFalse();
    budget.release(ONE, 8L * SMALL);
    assertThat(body.append(new byte[1], 0, 1)).isTrue();
  }

  @Test
  void body_holdsNothing_whenTheHeapHasNoRoomForIt() {
    BodyBudget large = new BodyBudget(4L * Integer.MAX_VALUE, clock);
    HeldBody body = new HeldBody(large, ONE, Integer.MAX_VALUE, true);
    // No virtual machine makes an array of this length.
    assertThatThrownBy(() -> body.appendFrom(InputStream.nullInputStream(), Integer.MAX_VALUE))
        .isInstanceOf(OutOfMemoryError.class);
    body.release();
    assertThat(large.reserve(ONE, 2L * Integer.MAX_VALUE)).isTrue();
  }

  @Test
  @DisplayName("SEC-9: a byte of many bodies each holds no more than that")
  void body_holdsWhatCame_whateverWasDeclared() {
    for (int i = 0; i < 1000; i++) {
      assertThat(new HeldBody(budget, ONE, 4 * SMALL, true).append(new byte[1], 0, 1)).isTrue();
    }
  }

  @Test
  @DisplayName("SEC-9: bodies that come slowly keep none from arriving that come fast")
  void body_givesWay_whenItArrivesSlowly() {
    List<HeldBody> slow = Stream.generate(() -> filled(ONE)).limit(8).toList();
    clock.advance(BodyBudget.SLOW.minusMillis(1));
    assertThat(new HeldBody(budget, ONE, SMALL, true).append(new byte[1], 0, 1)).isFalse();
    clock.advance(Duration.ofMillis(1));
    HeldBody fast = new HeldBody(budget, ONE, SMALL, true);
    assertThat(fast.append(new byte[1], 0, 1)).isTrue();
    assertThat(slow.get(0).append(new byte[1], 0, 1)).isFalse();
    assertThat(slow.get(0).content()).isNull();
    assertThat(slow.get(1).content()).hasSize(SMALL);
    slow.forEach(HeldBody::release);
    fast.release();
    assertThat(budget.reserve(ONE, 8L * SMALL)).isTrue();
  }

  @Test
  void body_givesWayToOthers_whenAllTogetherAreTooMuch() {
    Stream.generate(() -> filled(ONE)).limit(8).forEach(HeldBody::size);
    Stream.generate(() -> filled(OTHER)).limit(8).forEach(HeldBody::size);
    assertThat(new HeldBody(budget, THIRD, SMALL, true).append(new byte[1], 0, 1)).isFalse();
    clock.advance(BodyBudget.SLOW);
    assertThat(new HeldBody(budget, THIRD, SMALL, true).append(new byte[1], 0, 1)).isTrue();
  }

  @Test
  void body_givesNoWay_whenAllOfItHasCome() {
    List<HeldBody> whole = Stream.generate(() -> filled(ONE)).limit(8).toList();
    whole.forEach(HeldBody::arrived);
    clock.advance(BodyBudget.SLOW.multipliedBy(2));
    assertThat(new HeldBody(budget, ONE, SMALL, true).append(new byte[1], 0, 1)).isFalse();
    assertThat(whole).allSatisfy(each -> assertThat(each.content()).hasSize(SMALL));
  }

  private HeldBody filled(CallbackToken at) {
    HeldBody body = new HeldBody(budget, at, 4 * SMALL, false);
    assertThat(body.append(new byte[SMALL], 0, SMALL)).isTrue();
    return body;
  }
}
