package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.fuzz.Repeated;

class WebLinkTest {
  private static final URI TARGET = URI.create("https://h/");

  @Test
  @DisplayName("SEC-4: many relation types take no quadratic time, not even with one hash code")
  void relations_areCopiedInTime_whenTheirHashCodesCollide() throws Exception {
    Set<String> relations =
        IntStream.range(0, 1 << 16)
            .mapToObj(Integer::toBinaryString)
            .map(bits -> "0".repeat(16 - bits.length()) + bits)
            .map(bits -> bits.replace("0", "bz").replace("1", "c["))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    assertThat(relations).hasSize(1 << 16);
    assertThat(relations.stream().map(String::hashCode).distinct()).hasSize(1);
    Repeated.run(() -> assertThat(new WebLink(TARGET, relations).hasRelation("hub")).isFalse());
  }

  @Test
  void relations_areCopied_howeverManyThereAre() {
    for (int size : new int[] {0, 1, 8, 9, 100}) {
      Set<String> relations =
          IntStream.range(0, size)
              .mapToObj(Integer::toString)
              .collect(Collectors.toCollection(LinkedHashSet::new));
      WebLink link = new WebLink(TARGET, relations);
      assertThat(link.relations()).isEqualTo(relations);
      assertThat(link).isEqualTo(new WebLink(TARGET, Set.copyOf(relations)));
      relations.add("hub");
      assertThat(link.hasRelation("hub")).isFalse();
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> link.relations().add("hub"));
    }
  }
}
