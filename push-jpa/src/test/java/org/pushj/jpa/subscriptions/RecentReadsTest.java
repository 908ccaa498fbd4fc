package org.pushj.jpa.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.spi.SubscriptionText;
import org.pushj.tck.SubscriptionBuilder;

class RecentReadsTest {
  private static final Instant DUE = Instant.parse("2026-11-29T10:00:00Z");

  private final RecentReads recent = new RecentReads();
  private final List<String> parsed = new ArrayList<>();
  private final Subscription subscription = SubscriptionBuilder.active().build();
  private final String id = subscription.id().toString();
  private final String text = SubscriptionText.plain().write(subscription);

  @Test
  void row_isParsedOnce_whileItStays() {
    Subscription first = read(id, text, 7, DUE);

    // A driver makes a new text each time.
    assertThat(read(id, new String(text), 7, DUE)).isSameAs(first);

    assertThat(parsed).hasSize(1);
    assertThat(first.version()).isEqualTo(7);
    assertThat(first.dueAt()).isEqualTo(DUE);
  }

  @Test
  void row_isParsedAgain_whenAnyOfItHasChanged() {
    String other =
        text.replace(subscription.request().resource().toString(), "https://blog.example/other");
    read(id, text, 7, DUE);

    assertThat(read(id, other, 7, DUE).request().resource()).hasPath("/other");
    assertThat(read(id, text, 8, DUE).version()).isEqualTo(8);
    assertThat(read(id, text, 8, DUE.plusMillis(1)).dueAt()).isEqualTo(DUE.plusMillis(1));
    assertThat(read(id, text, 8, null).dueAt()).isNull();

    assertThat(parsed).hasSize(5);
  }

  @Test
  void textOfAnotherRow_isParsed_thoughItIsTheSame() {
    read(id, text, 7, DUE);

    for (int i = 0; i < 2000; i++) {
      read("row-" + i, text, 7, DUE);
    }

    assertThat(parsed).as("many share a place").hasSize(2001).doesNotHaveDuplicates();
  }

  @Test
  void longText_isNotKept() {
    String attribute = "attribute.note=" + "x".repeat(3990) + "\n";
    String large = text + attribute;

    read(id, large, 7, DUE);
    read(id, large, 7, DUE);

    assertThat(large).hasSizeGreaterThan(4096);
    assertThat(parsed).hasSize(2);
  }

  @Test
  void failure_isNotKept() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> read(id, "nonsense", 7, DUE))
          .isInstanceOf(IllegalArgumentException.class);
    }

    assertThat(parsed).hasSize(2);
  }

  private Subscription read(String row, String data, long version, @Nullable Instant due) {
    return recent.get(
        row,
        data,
        version,
        due,
        () -> {
          parsed.add(row);
          return SubscriptionText.plain().read(data, version, due);
        });
  }
}
