package org.pushj.examples.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.Target;
import org.pushj.examples.reader.storage.DatabaseSettings;
import org.pushj.examples.reader.storage.Storage;

/** A subscription whose hub has refused for so long that it is not asked any more. */
class GivenUpTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  private static final URI RESOURCE = URI.create("https://blog.example/feed");
  private static final URI HUB = URI.create("https://hub.example/");

  @TempDir private Path folder;

  @Test
  void givenUp_isExplained_andCanBeForgotten() {
    DatabaseSettings database = new DatabaseSettings.Folder(folder);
    String id = keepGivenUp(database);
    try (World world = new World(new ReaderSettings(0, null, true, database))) {
      assertThat(world.subscription(id).get("state").getAsString()).isEqualTo("given_up");
      assertThat(world.subscription(id).get("callback").isJsonNull()).isTrue();
      Element item = Jsoup.parse(world.get("/").body()).selectFirst("#subscriptions li");
      assertThat(item.select(".state").text()).isEqualTo("given up");
      assertThat(item.select(".meaning").text()).startsWith("Every request was refused");
      assertThat(item.select("form").eachAttr("action"))
          .containsExactly("/subscriptions/" + id + "/renew", "/subscriptions/" + id + "/forget");
      assertThat(world.post("/subscriptions/" + id + "/forget", "").statusCode()).isEqualTo(202);
      assertThat(world.get("/subscriptions/" + id).statusCode()).isEqualTo(404);
    }
  }

  private static String keepGivenUp(DatabaseSettings database) {
    Problem refused = Problem.of(Problem.Kind.REFUSED, "the hub answered 403");
    Subscription givenUp =
        Subscription.builder(SubscriptionId.next(MADE), SubscriptionRequest.of(RESOURCE), MADE)
            .target(new Target(RESOURCE, HUB))
            .progress(Progress.NONE.failed(refused).afterGivingUp())
            .build();
    try (Storage storage = Storage.open(database)) {
      assertThat(storage.subscriptions().add(givenUp)).isTrue();
    }
    return givenUp.id().toString();
  }
}
