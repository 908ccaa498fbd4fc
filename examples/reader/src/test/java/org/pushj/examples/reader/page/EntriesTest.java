package org.pushj.examples.reader.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushj.examples.reader.feeds.Entry;

class EntriesTest {
  private final Entries entries = new Entries(1000);

  @Test
  void entries_areNumbered_inTheOrderOfArrival() {
    Entries.Batch added = entries.add(List.of(entry("a", "1"), entry("b", "1")));
    assertThat(added.last()).isEqualTo(1002);
    assertThat(added.newestFirst()).extracting(Entry::identity).containsExactly("b", "a");
    assertThat(entries.after(1001).newestFirst()).extracting(Entry::identity).containsExactly("b");
    assertThat(entries.after(1002).newestFirst()).isEmpty();
  }

  @Test
  void entry_isIgnored_whenItIsKnown() {
    entries.add(List.of(entry("a", "1")));
    assertThat(entries.add(List.of(entry("a", "1"))).newestFirst()).isEmpty();
    assertThat(entries.after(0).last()).isEqualTo(1001);
  }

  @Test
  void entry_replacesItsOlderVersion() {
    entries.add(List.of(entry("a", "1"), entry("b", "1")));
    assertThat(entries.add(List.of(entry("a", "2"))).newestFirst()).hasSize(1);
    assertThat(entries.after(0).newestFirst())
        .extracting(entry -> entry.identity() + entry.version())
        .containsExactly("a2", "b1");
  }

  @Test
  void oldestEntries_areDropped_whenThereAreTooMany() {
    for (int i = 0; i < 250; i++) {
      entries.add(List.of(entry("e" + i, "1")));
    }
    List<Entry> kept = entries.after(0).newestFirst();
    assertThat(kept).hasSize(200);
    assertThat(kept.get(0).identity()).isEqualTo("e249");
  }

  private static Entry entry(String identity, String version) {
    URI topic = URI.create("https://blog.example/feed");
    return new Entry(topic, identity, version, "Blog", "t", null, "", Instant.EPOCH);
  }
}
