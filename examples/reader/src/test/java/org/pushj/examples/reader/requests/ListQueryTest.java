package org.pushj.examples.reader.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.examples.reader.World;

/** Queries of the list of subscriptions, for programs. */
class ListQueryTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void list_isReadInPages_byItsLinks() {
    List<String> all = List.of(id("/a"), id("/b"), id("/c"));
    HttpResponse<String> first = world.get("/subscriptions?limit=2");
    assertThat(ids(first)).containsExactly(all.get(0), all.get(1));
    HttpResponse<String> second = world.get(next(first).orElseThrow());
    assertThat(ids(second)).containsExactly(all.get(2));
    assertThat(next(second)).isEmpty();
    assertThat(ids(world.get("/subscriptions"))).isEqualTo(all);
  }

  @Test
  void list_hasTheMatchingSubscriptions() {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      found.add(id("/blog/" + i + "&a=%25"));
      id("/other/" + i);
    }
    HttpResponse<String> first = world.get("/subscriptions?limit=2&q=BLOG%2F");
    List<String> listed = new ArrayList<>(ids(first));
    listed.addAll(ids(world.get(next(first).orElseThrow())));
    assertThat(listed).isEqualTo(found);
    assertThat(ids(world.get("/subscriptions?q=0%26a%3D%2525"))).containsExactly(found.get(0));
    assertThat(ids(world.get("/subscriptions?q=100%25"))).isEmpty();
  }

  @ParameterizedTest(name = "{0}?{1}={2}")
  @CsvSource({
    "/subscriptions, limit, 0, 1 to 10000",
    "/subscriptions, limit, 10001, 1 to 10000",
    "/subscriptions, limit, -1, 1 to 10000",
    "/subscriptions, limit, 99999999999999999999, 1 to 10000",
    "/subscriptions, limit, many, 1 to 10000",
    "/subscriptions, after, 7, id of a subscription",
    "/, after, first, id of a subscription",
    "/events, after, first, id of a subscription"
  })
  void query_is400_whenAParameterIsInvalid(String path, String name, String value, String allowed) {
    HttpResponse<String> answer = world.get(path + "?" + name + "=" + value);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(World.error(answer))
        .startsWith(name + ": ")
        .contains('"' + value + '"')
        .contains(allowed);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"q=a&q=b", "q=%ff", "q=a%00b"})
  void query_is400_whenItIsMalformed(String query) {
    HttpResponse<String> answer = world.get("/subscriptions?" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(World.error(answer)).isNotBlank();
  }

  @Test
  void text_isRefused_whenItIsLongerThanAnyUrl() {
    HttpResponse<String> answer = world.get("/subscriptions?q=" + "x".repeat(2049));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(World.error(answer)).startsWith("q: ").contains("2048").hasSizeLessThan(300);
  }

  @Test
  void parameter_isIgnored_whenItIsEmptyOrUnknown() {
    String id = id("/feed");
    assertThat(ids(world.get("/subscriptions?q=&after=&limit=+&utm_source=x"))).containsExactly(id);
  }

  private String id(String path) {
    return world.subscribed(path).id();
  }

  private static List<String> ids(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Iterable<JsonElement> rows = JsonParser.parseString(answer.body()).getAsJsonArray();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getAsJsonObject().get("id").getAsString())
        .toList();
  }

  private static Optional<String> next(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Link")
        .map(link -> link.replaceFirst("^<(/subscriptions\\?[^<>]+)>; rel=\"next\"$", "$1"));
  }
}
