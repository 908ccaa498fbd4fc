package org.pushj.urls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.Urls;

class RecentUrlsTest {
  private static final URI BASE = URI.create("https://blog.example/a/feed");

  private final RecentUrls urls = new RecentUrls();

  @Test
  void url_isParsedOnce_whenItComesAgain() {
    URI hub = resolved(BASE, "https://hub.example/");
    assertThat(hub).hasToString("https://hub.example/");
    assertThat(resolved(URI.create("http://other.example/"), "https://hub.example/")).isSameAs(hub);
  }

  @Test
  void reference_isResolvedAnew_whenTheBaseIsAnother() {
    for (String reference : List.of("b", "//h/b", "?b", "", "#b", "b:c", "https://h/ü")) {
      resolved(BASE, reference);
    }
    URI other = URI.create("http://other.example/x");
    assertThat(resolved(other, "b")).hasToString("http://other.example/b");
    assertThat(resolved(other, "//h/b")).hasToString("http://h/b");
    assertThat(resolved(other, "?b")).hasToString("http://other.example/x?b");
    assertThat(resolved(other, "")).hasToString("http://other.example/x");
    assertThat(resolved(other, "#b")).hasToString("http://other.example/x#b");
    assertThat(resolved(other, "b:c")).hasToString("b:c");
    assertThat(resolved(other, "https://h/ü")).hasToString("https://h/%C3%BC");
  }

  @Test
  void urls_areNotMixedUp_whenTheirHashCodesAreTheSame() {
    for (int round = 0; round < 2; round++) {
      assertThat(resolved(BASE, "https://h/Aa")).hasToString("https://h/Aa");
      assertThat(resolved(BASE, "https://h/BB")).hasToString("https://h/BB");
    }
  }

  @Test
  @DisplayName("SEC-4: neither long URLs nor many are kept")
  void urls_areForgotten_whenTheyAreLongOrMany() {
    String longest = "https://h/" + "x".repeat(246);
    assertThat(resolved(BASE, longest)).isSameAs(resolved(BASE, longest));
    assertThat(resolved(BASE, longest + "x")).isNotSameAs(resolved(BASE, longest + "x"));
    Set<URI> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    IntStream.range(0, 1000).forEach(i -> seen.add(resolved(BASE, "https://h/" + i)));
    long kept =
        IntStream.range(0, 1000).filter(i -> !seen.add(resolved(BASE, "https://h/" + i))).count();
    assertThat(kept).isLessThanOrEqualTo(64);
  }

  private URI resolved(URI base, String reference) {
    return urls.get(reference, it -> Urls.resolveInHeader(base, it)).orElseThrow();
  }
}
