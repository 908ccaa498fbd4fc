package org.pushj.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedUuidsTest {
  private static final Instant NOW = Instant.parse("2026-06-02T10:00:00Z");

  private final TimeOrderedUuids uuids = new TimeOrderedUuids(new SecureRandom()::nextBytes);

  @Test
  void uuid_isOfVersion7_andNotLikeAnyOther() {
    List<UUID> made = Stream.generate(() -> uuids.at(NOW)).limit(1000).toList();
    assertThat(made)
        .doesNotHaveDuplicates()
        .allSatisfy(
            each -> {
              assertThat(each.version()).isEqualTo(7);
              assertThat(each.variant()).isEqualTo(2);
              assertThat(each.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
            });
    assertThat(made).isSortedAccordingTo(TimeOrderedUuids::compare);
  }

  @Test
  void uuid_beginsAnywhere_whenItIsTheFirstOfItsMillisecond() {
    List<UUID> made =
        Stream.iterate(NOW, each -> each.plusMillis(1)).map(uuids::at).limit(1000).toList();
    assertThat(made.stream().map(each -> each.getMostSignificantBits() & 0xfff).distinct())
        .hasSizeGreaterThan(500);
    assertThat(made.stream().map(UUID::getLeastSignificantBits)).doesNotHaveDuplicates();
  }

  @Test
  void uuids_areComparedAsTheirTextsAre() {
    List<UUID> any = Stream.generate(UUID::randomUUID).limit(1000).toList();
    assertThat(any.stream().sorted(TimeOrderedUuids::compare))
        .isEqualTo(any.stream().sorted(Comparator.comparing(UUID::toString)).toList());
  }
}
