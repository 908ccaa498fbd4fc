package org.pushj.examples.war;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;

/**
 * Committed changes are pinged, although the process is killed before the hub has accepted them.
 */
class KilledBoardTest {
  @TempDir private Path folder;

  private final FakeHub hub = FakeHub.start().behaviour(HubBehaviour.hold());
  private final Pings pings = new Pings(hub, WebXml.PAGE);

  @AfterEach
  void end() {
    hub.close();
  }

  @Test
  void notices_arePinged_whenTheBoardIsRestarted() {
    String url = "jdbc:h2:async:" + folder.resolve("board") + ";WRITE_DELAY=0";
    Path webXml = WebXml.write(folder, List.of(hub.url()), url);
    try (BoardProcess board = BoardProcess.start(webXml)) {
      postTwoThatAreNotTold(board.client());
    }
    hub.behaviour(HubBehaviour.hold());

    try (BoardProcess again = BoardProcess.start(webXml)) {
      assertTold(again.client());
    }
  }

  @Test
  @Tag("heavy")
  void notices_arePinged_byAnotherNode() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      Path webXml = WebXml.write(folder, List.of(hub.url()), url);
      try (BoardProcess other = BoardProcess.start(webXml)) {
        try (BoardProcess board = BoardProcess.start(webXml)) {
          postTwoThatAreNotTold(board.client());
        }
        hub.behaviour(HubBehaviour.hold());

        assertTold(other.client());
      }
    }
  }

  /** The ping of the first notice is in progress without a response; the second waits for it. */
  private void postTwoThatAreNotTold(BoardClient board) {
    new Pings(hub, WebXml.RELEASES).await(1);
    hub.behaviour(HubBehaviour.silence());
    assertThat(board.post("one").statusCode()).isEqualTo(303);
    pings.await(1);
    assertThat(board.post("two").statusCode()).isEqualTo(303);
    assertThat(pings.count()).isEqualTo(1);
  }

  /** One ping covers both; a later change has its own. */
  private void assertTold(BoardClient board) {
    pings.await(2);
    assertThat(Jsoup.parse(board.get("notices").body()).select(".text").eachText())
        .containsExactly("two", "one");
    assertThat(board.post("three").statusCode()).isEqualTo(303);
    pings.await(3);
    assertThat(pings.count()).isEqualTo(3);
  }
}
