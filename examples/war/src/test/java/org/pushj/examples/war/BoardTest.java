package org.pushj.examples.war;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.examples.guard.RawRequest;
import org.pushj.rewriting.Advertisement;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;

/** The board with its web.xml in Jetty, and two hubs. */
class BoardTest {
  @TempDir private Path folder;

  private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private final FakeHub one = FakeHub.start().behaviour(HubBehaviour.hold());
  private final FakeHub two = FakeHub.start().behaviour(HubBehaviour.hold());
  private BoardServer server;
  private BoardClient board;

  @BeforeEach
  void start() throws Exception {
    server = BoardServer.start(0, WebXml.write(folder, List.of(one.url(), two.url()), database));
    board = new BoardClient(server.url());
  }

  @AfterEach
  void end() {
    server.close();
    one.close();
    two.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"notices", "releases.xml"})
  void topic_isAdvertised_withAllItsHubs(String path) {
    Advertisement links =
        new Advertisement(WebXml.BASE.resolve(path), List.of(one.url(), two.url()));
    for (HttpResponse<String> answer : List.of(board.get(path), board.head(path))) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().allValues("Link")).containsExactly(links.linkHeader());
    }
  }

  @Test
  void favicon_isThere_asBrowsersRequestIt() {
    HttpResponse<String> icon = board.get("favicon.ico");

    assertThat(icon.statusCode()).isEqualTo(200);
    assertThat(icon.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
  }

  @Test
  void file_isPinged_whenItIsDeployed() {
    for (FakeHub hub : List.of(one, two)) {
      new Pings(hub, WebXml.RELEASES).await(1);
    }
    awaitAllPinged();
    assertThat(new Pings(one, WebXml.RELEASES).count()).isEqualTo(1);
    assertThat(new Pings(two, WebXml.RELEASES).count()).isEqualTo(1);
  }

  @ParameterizedTest(name = "SEC-11: {0}: {1}")
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Origin, https://evil.example",
    "Origin, null"
  })
  void notice_isRefused_whenAPageOfAnotherSitePostsIt(String name, String value) {
    assertThat(board.post("forged", name, value).statusCode()).isEqualTo(403);
    assertThat(board.get("notices").body()).doesNotContain("forged");
  }

  @Test
  void notice_isPosted_fromTheBoardsOwnPage() {
    assertThat(board.post("one", "Origin", "https://board.example").statusCode()).isEqualTo(303);
    assertThat(board.post("two", "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(303);
  }

  @Test
  @DisplayName("SEC-11: the board answers to its own host names only")
  void request_is421_whenItNamesAnotherHost() throws IOException {
    URI page = server.url().resolve("notices");
    assertThat(RawRequest.get(page, "Host: rebound.example")).isEqualTo(421);
    assertThat(RawRequest.get(page, "Host: board.example")).isEqualTo(200);
  }

  @Test
  void notice_isPingedToEachHubOnce_whenItIsCommitted() {
    HttpResponse<String> posted = board.post("A <b>cat</b> was found & fed \u4e16");

    assertThat(posted.statusCode()).isEqualTo(303);
    assertThat(posted.headers().firstValue("Location")).contains("notices");
    for (FakeHub hub : List.of(one, two)) {
      new Pings(hub, WebXml.PAGE).await(1);
    }
    awaitAllPinged();
    assertThat(new Pings(one, WebXml.PAGE).count()).isEqualTo(1);
    assertThat(new Pings(two, WebXml.PAGE).count()).isEqualTo(1);
    assertThat(texts()).containsExactly("A <b>cat</b> was found & fed \u4e16");
  }

  @Test
  void notice_isNotPinged_whenItIsRolledBack() {
    board.post("Lost: a key");
    new Pings(one, WebXml.PAGE).await(1);
    new Pings(two, WebXml.PAGE).await(1);
    awaitAllPinged();

    HttpResponse<String> same = board.post("Lost: a key");

    assertThat(same.statusCode()).isEqualTo(409);
    assertThat(Jsoup.parse(same.body()).select(".problem").text()).contains("already");
    assertThat(waiting()).isZero();
    board.post("Found: a key");
    new Pings(one, WebXml.PAGE).await(2);
    new Pings(two, WebXml.PAGE).await(2);
    awaitAllPinged();
    assertThat(new Pings(one, WebXml.PAGE).count()).isEqualTo(2);
    assertThat(new Pings(two, WebXml.PAGE).count()).isEqualTo(2);
    assertThat(texts()).containsExactly("Found: a key", "Lost: a key");
  }

  @Test
  void notice_isRefused_whenItIsEmptyOrTooLong() {
    String longest = "x".repeat(Notice.MAX_TEXT);
    assertThat(board.post(longest).statusCode()).isEqualTo(303);
    awaitAllPinged();

    for (String text : List.of(" \n", longest + "</textarea>")) {
      HttpResponse<String> refused = board.post(text);
      assertThat(refused.statusCode()).isEqualTo(400);
      Document page = Jsoup.parse(refused.body());
      assertThat(page.select(".problem").text()).contains("1 to 500 characters");
      assertThat(page.select("textarea").text()).isEqualTo(text.strip());
    }
    assertThat(waiting()).isZero();
    assertThat(texts()).containsExactly(longest);
  }

  @Test
  void board_doesNotStart_whenASettingIsInvalid() {
    Path webXml = WebXml.write(folder, List.of(one.url()), "jdbc:nothing");
    assertThatThrownBy(() -> BoardServer.start(0, webXml))
        .hasStackTraceContaining("jdbc:nothing")
        .hasStackTraceContaining("cannot be used");
  }

  private void awaitAllPinged() {
    Awaitility.await().atMost(BoardClient.SOON).until(() -> waiting() == 0);
  }

  private List<String> texts() {
    return Jsoup.parse(board.get("notices").body()).select(".text").eachText();
  }

  private int waiting() {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM push_ping")) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
