package org.pushj.examples.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rometools.rome.feed.synd.SyndEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.rewriting.Advertisement;

class FeedFileTest {
  private static final Advertisement LINKS =
      new Advertisement(
          URI.create("http://blog.example/feed.xml"),
          List.of(URI.create("http://hub.example/?a&b")));

  @TempDir Path folder;

  @Test
  void feed_keepsTheNewestEntries_theNewestFirst() throws IOException {
    FeedFile feed = feed("feed.xml");

    for (int number = 1; number <= FeedFile.MAX_ENTRIES + 2; number++) {
      feed.add(new Draft("Entry " + number, ""));
    }

    assertThat(feed.entries())
        .extracting(SyndEntry::getTitle)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, FeedFile.MAX_ENTRIES - 1)
                .mapToObj(age -> "Entry " + (FeedFile.MAX_ENTRIES + 2 - age))
                .toList());
    assertThat(feed.entries()).extracting(SyndEntry::getUri).doesNotHaveDuplicates();
  }

  @Test
  void feed_replacesOtherHubs_andKeepsTheRest() throws IOException {
    Files.writeString(
        folder.resolve("feed.xml"),
        """
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:x="urn:x">
          <id>urn:mine</id>
          <title>Mine</title>
          <updated>2026-11-24T09:00:00Z</updated>
          <link rel="hub" href="http://other.example/"/>
          <link rel="self" href="http://old.example/"/>
          <link rel="license" href="http://license.example/"/>
          <link href="http://blog.example/"/>
          <x:extra>kept</x:extra>
        </feed>
        """);

    feed("feed.xml").add(new Draft("Hello", "World"));

    assertThat(Files.readString(folder.resolve("feed.xml")))
        .contains(
            "<link rel=\"self\" href=\"http://blog.example/feed.xml\"/>",
            "<link rel=\"hub\" href=\"http://hub.example/?a&amp;b\"/>",
            "<link rel=\"license\" href=\"http://license.example/\" />",
            "href=\"http://blog.example/\"",
            ">kept</x:extra>",
            "<title>Hello</title>",
            ">World</content>")
        .doesNotContain("other.example", "old.example");
  }

  @Test
  void feed_staysRss_whenItIsRss() throws IOException {
    Files.writeString(
        folder.resolve("feed.xml"),
        """
        <rss version="2.0">
          <channel>
            <title>Mine</title>
            <link>http://blog.example/</link>
            <description>Notes</description>
            <item><title>First</title></item>
          </channel>
        </rss>
        """);

    FeedFile feed = feed("feed.xml");
    feed.add(new Draft("Hello", "<World>"));

    assertThat(feed.entries()).extracting(SyndEntry::getTitle).containsExactly("Hello", "First");
    assertThat(feed.entries().get(0).getDescription().getValue()).isEqualTo("&lt;World&gt;");
    assertThat(Files.readString(folder.resolve("feed.xml")))
        .contains(
            "<rss",
            "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\""
                + " href=\"http://blog.example/feed.xml\"/>",
            "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"hub\""
                + " href=\"http://hub.example/?a&amp;b\"/>");
  }

  @Test
  void feed_isRefused_whenItHasAnotherFormat() throws IOException {
    Files.writeString(
        folder.resolve("feed.xml"),
        "<rss version=\"0.91\"><channel><title>Old</title></channel></rss>");

    assertThatThrownBy(() -> feed("feed.xml").add(new Draft("Hello", "")))
        .isInstanceOf(IOException.class)
        .hasMessage("feed.xml must be Atom 1.0 or RSS 2.0, was rss_0.91U");
  }

  @Test
  void file_isReplacedAtomically_withoutLeftovers() throws IOException {
    feed("feed.xml").add(new Draft("Hello", "World"));

    assertThat(folder).isDirectoryContaining("glob:**/feed.xml");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  private FeedFile feed(String name) {
    return new FeedFile(folder.resolve(name), LINKS, () -> Instant.parse("2026-11-24T10:00:00Z"));
  }
}
