package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Index.atIndex;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;

class BodyBudgetTest {
  private static final int SMALL = BodyBudget.SMALL;
  private static final CallbackToken ONE = CallbackToken.random();
  private static final CallbackToken OTHER = CallbackToken.random();
  private static final CallbackToken THIRD = CallbackToken.random();

  private final BodyBudget budget = new BodyBudget(16L * SMALL);

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
    HeldBody body = new HeldBody(budget, ONE, 4 * SMALL);
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
    HeldBody body = new HeldBody(budget, ONE, 4 * SMALL);
    assertThat(body.append(new byte[] {1, 2, 3}, 1, 2)).isTrue();
    assertThat(body.content()).containsExactly(2, 3);
  }

  @Test
  void body_isRefused_whenThereIsNoMemory() {
    assertThat(budget.reserve(ONE, 8L * SMALL)).isTrue();
    HeldBody body = new HeldBody(budget, ONE, 4 * SMALL);
    assertThat(body.append(new byte[1], 0, 1)).isFalse();
    budget.release(ONE, 8L * SMALL);
    assertThat(body.append(new byte[1], 0, 1)).isTrue();
  }
}
