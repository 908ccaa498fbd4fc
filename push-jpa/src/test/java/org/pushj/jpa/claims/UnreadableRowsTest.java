package org.pushj.jpa.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.pushj.StoreException;
import org.pushj.jpa.claims.UnreadableRows.Batch;
import org.pushj.spi.Claim;

/**
 * What was claimed is worked on, though rows beside it cannot be read, and though claiming fails.
 */
class UnreadableRowsTest {
  private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");

  private final Deque<Supplier<Batch<String>>> batches = new ArrayDeque<>();
  private final List<String> putBack = new ArrayList<>();
  private final UnreadableRows rows = new UnreadableRows();

  @Test
  void claim_continues_behindRowsThatCannotBeRead() {
    batches.add(() -> new Batch<>(List.of("a"), List.of("1", "2")));
    batches.add(() -> new Batch<>(List.of("b"), List.of()));
    assertThat(claim()).containsExactly("a", "b");
    assertThat(putBack).containsExactly("1", "2");
  }

  @Test
  void whatWasClaimed_isWorkedOn_whenTheNextRoundFails() {
    batches.add(() -> new Batch<>(List.of("a"), List.of("1")));
    batches.add(UnreadableRowsTest::failing);
    assertThat(claim()).containsExactly("a");
  }

  @Test
  void whatWasClaimed_isWorkedOn_whenTheOthersCannotBePutBack() {
    batches.add(() -> new Batch<>(List.of("a"), List.of("broken")));
    assertThat(claim()).containsExactly("a");
  }

  @Test
  void claim_fails_whenItHasNothingElse() {
    batches.add(() -> new Batch<>(List.of(), List.of("1")));
    batches.add(UnreadableRowsTest::failing);
    assertThatThrownBy(this::claim).isInstanceOf(StoreException.class);
  }

  private List<String> claim() {
    return rows.claim(
        new Claim(NOW, NOW.plus(Duration.ofMinutes(5)), 10, lane -> true),
        except -> batches.remove().get(),
        any -> {},
        (ids, dueAt) -> {
          if (ids.contains("broken")) {
            throw new StoreException("gone", null);
          }
          putBack.addAll(ids);
        });
  }

  private static Batch<String> failing() {
    throw new StoreException("gone", null);
  }
}
