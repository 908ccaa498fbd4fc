package org.pushj.examples.war;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;

/** What was committed is told, although the process is killed before the hub has taken it. */
class KilledBoardTest {
  @TempDir private Path folder;

  private final FakeHub hub = FakeHub.start().behaviour(HubBehaviour.hold());
  private final Pings pings = new Pings(hub, WebXml.PAGE);

  @AfterEach
  void end() {
    hub.close();
  }

  @Test
  void notices_areTold_whenTheBoardIsStartedAgain() {
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
  void notices_areTold_byAnotherNode() throws IOException {
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

  /** Of the first the hub is just being told, and gives no answer; the second waits for that. */
  private void postTwoThatAreNotTold(BoardClient board) {
    new Pings(hub, WebXml.RELEASES).await(1);
    hub.behaviour(HubBehaviour.silence());
    assertThat(board.post("one").statusCode()).isEqualTo(303);
    pings.await(1);
    assertThat(board.post("two").statusCode()).isEqualTo(303);
    assertThat(pings.count()).isEqualTo(1);
  }

  /** One ping tells of both; a later change has one of its own. */
  private void assertTold(BoardClient board) {
    pings.await(2);
    assertThat(Jsoup.parse(board.get("notices").body()).select(".text").eachText())
        .containsExactly("two", "one");
    assertThat(board.post("three").statusCode()).isEqualTo(303);
    pings.await(3);
    assertThat(pings.count()).isEqualTo(3);
  }
}
