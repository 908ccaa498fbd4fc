package org.pushj.examples.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.examples.publisher.RunningPublisher.awaitTopics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;

class SiteWatcherTest {
  @TempDir Path folder;
  private final FakeHub hub = FakeHub.start();
  private RunningPublisher publisher;

  @BeforeEach
  void start() throws IOException {
    write("feed.xml", "old");
    write("old.xml", "old");
    publisher = RunningPublisher.of(folder, hub);
  }

  @AfterEach
  void stop() {
    hub.close(); // first, since the publisher waits for its answer
    publisher.close();
  }

  /** PUB-2. */
  @Test
  void change_isAnnouncedOnce() throws IOException {
    write("feed.xml", "new");
    assertThat(awaitTopics(hub, 1)).containsExactly(publisher.url("/feed.xml"));
    assertThat(hub.requests("publish").get(0).values("hub.url"))
        .containsExactly(publisher.url("/feed.xml"));

    write("next.xml", "a change that shows that nothing came in between");
    assertThat(awaitTopics(hub, 2)).containsExactly(publisher.url("/next.xml"));
  }

  @Test
  void file_isNotAnnouncedLineByLine_whileItIsBeingWritten() throws Exception {
    int lines = 40;
    Path growing = folder.resolve("growing.xml");
    CountDownLatch left = new CountDownLatch(lines);
    ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
    Future<?> writing =
        writer.scheduleAtFixedRate(
            () -> {
              append(growing, "line\n");
              left.countDown();
            },
            0,
            20,
            TimeUnit.MILLISECONDS);
    assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
    writing.cancel(false);
    writer.shutdown();

    write("fence.xml", "new");

    assertThat(awaitTopicsUntil(publisher.url("/fence.xml")))
        .filteredOn(publisher.url("/growing.xml")::equals)
        .hasSizeBetween(1, lines / 4);
  }

  @Test
  void file_isAnnounced_whenItIsMovedIntoPlace() throws IOException {
    write(".feed.next", "new");
    Files.move(
        folder.resolve(".feed.next"), folder.resolve("feed.xml"), StandardCopyOption.ATOMIC_MOVE);

    assertThat(awaitTopics(hub, 1)).containsExactly(publisher.url("/feed.xml"));
  }

  @Test
  void file_isAnnounced_inNewFolders() throws IOException {
    write("a/b/c.xml", "new");
    assertThat(awaitTopics(hub, 1)).containsExactly(publisher.url("/a/b/c.xml"));

    write("a/b/index.html", "new");
    assertThat(awaitTopics(hub, 2)).containsExactly(publisher.url("/a/b/"));
  }

  @Test
  void excludedFiles_areNotAnnounced() throws IOException {
    write(".hidden.xml", "new");
    write(".git/config", "new");
    Files.delete(folder.resolve("old.xml"));
    write("visible.xml", "new");

    assertThat(awaitTopics(hub, 1)).containsExactly(publisher.url("/visible.xml"));
  }

  @Test
  void file_isAnnouncedAgain_whenItIsRecreated() throws IOException {
    Files.delete(folder.resolve("old.xml"));
    write("fence.xml", "new");
    assertThat(awaitTopics(hub, 1)).containsExactly(publisher.url("/fence.xml"));

    write("old.xml", "old");
    assertThat(awaitTopics(hub, 2)).containsExactly(publisher.url("/old.xml"));
  }

  /** PUB-2. */
  @Test
  void hubs_areAllPinged_whenOneFails() throws IOException {
    publisher.close();
    URI closed = unreachable();
    try (FakeHub refusing = FakeHub.start();
        RunningPublisher several =
            RunningPublisher.of(
                PublisherSettings.defaults()
                    .withSite(folder)
                    .withHubs(List.of(closed, refusing.url(), hub.url())))) {
      refusing.behaviour(HubBehaviour.refuse(503, "closed"));

      write("feed.xml", "new");

      assertThat(awaitTopics(hub, 1)).containsExactly(several.url("/feed.xml"));
      assertThat(awaitTopics(refusing, 1)).containsExactly(several.url("/feed.xml"));
    }
  }

  @Test
  void site_isServed_whileAHubDoesNotAnswer() throws IOException {
    hub.behaviour(HubBehaviour.silence());
    write("feed.xml", "new");
    awaitTopics(hub, 1);

    assertThat(publisher.get("/feed.xml").body()).isEqualTo("new");
  }

  /** Waits until a topic is announced, and returns all that were announced up to then. */
  private List<String> awaitTopicsUntil(String topic) {
    List<String> topics = new ArrayList<>();
    for (int number = 1; !topics.contains(topic); number++) {
      topics.addAll(awaitTopics(hub, number));
    }
    return topics;
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI unreachable() {
    try (FakeHub gone = FakeHub.start()) {
      return gone.url();
    }
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
