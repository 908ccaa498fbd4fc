package org.pushj.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.tck.SubscriptionBuilder;

class ClaimTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant UNTIL = NOW.plusSeconds(60);

  @Test
  void claim_takesNoMoreThanItsLimit() {
    Claim claim = Claim.of(NOW, UNTIL, 2);
    assertThat(claim.left()).isEqualTo(2);
    assertThat(claim.take("lane")).isTrue();
    assertThat(claim.take()).isTrue();
    assertThat(claim.left()).isZero();
    assertThat(claim.take("lane")).isFalse();
    assertThat(claim.take()).isFalse();
  }

  @Test
  void lane_isAsked_onlyWhileThereIsRoomInTheClaim() {
    Map<String, Integer> asked = new HashMap<>();
    Claim claim = new Claim(NOW, UNTIL, 1, lane -> asked.merge(lane, 1, Integer::sum) > 1);
    assertThat(claim.take("a")).isFalse();
    assertThat(claim.take("a")).isTrue();
    assertThat(claim.take("a")).isFalse();
    assertThat(asked).containsEntry("a", 2);
  }

  @Test
  void whatIsGivenBack_canBeTakenAgain_inItsPlace_butNotWhatWasSettled() {
    Set<String> places = new HashSet<>();
    Claim claim = new Claim(NOW, UNTIL, 3, places::add);
    assertThat(claim.take("kept")).isTrue();
    claim.settle();
    assertThat(claim.take("a")).isTrue();
    assertThat(claim.take()).isTrue();
    assertThat(claim.left()).isZero();

    claim.giveBack();
    claim.giveBack();

    assertThat(claim.left()).isEqualTo(2);
    assertThat(claim.take("kept")).isFalse();
    assertThat(claim.take("a")).isTrue();
    assertThat(claim.take("a")).isFalse();
    assertThat(claim.left()).isEqualTo(1);
  }

  @Test
  void subscription_needsNoRoom_whenItsLeaseIsOver() {
    Subscription active = SubscriptionBuilder.active().hub("https://Hub.example/path").build();
    Instant end = active.grant().lease().endsAt();
    assertThat(active.lane()).isEqualTo("https://hub.example:443");
    assertThat(new Claim(NOW, UNTIL, 1, lane -> false).take(active)).isFalse();
    assertThat(new Claim(end, end.plusSeconds(1), 1, lane -> false).take(active)).isTrue();
  }

  @Test
  void claim_isRefused_whenItDoesNotLast_orTheLimitIsOutOfBounds() {
    assertThatThrownBy(() -> Claim.of(NOW, NOW, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("until");
    assertThatThrownBy(() -> Claim.of(NOW, UNTIL, 0)).hasMessageContaining("limit");
    assertThatThrownBy(() -> Claim.of(NOW, UNTIL, Claim.MAX + 1)).hasMessageContaining("limit");
  }
}
