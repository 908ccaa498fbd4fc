package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UpdateTest {
  private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");
  private static final URI TOPIC = URI.create("https://blog.example/feed");
  private static final Origin ORIGIN =
      new Origin(
          SubscriptionId.next(NOW), TOPIC, TOPIC, URI.create("https://hub.example/"), Map.of());
  private static final HttpHeaders NONE = HttpHeaders.of(Map.of(), (name, value) -> true);
  private static final WebLink LINK = new WebLink(TOPIC, Set.of("self"));

  @Test
  void links_areTheSameForAllThreads_whenTheyAskAtTheSameTime() {
    int threads = 8;
    CyclicBarrier all = new CyclicBarrier(threads);
    Update update =
        update(
            () -> {
              await(all);
              return new ArrayList<>(List.of(LINK));
            });
    List<CompletableFuture<List<WebLink>>> asked =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(update::links, task -> new Thread(task).start()))
            .limit(threads)
            .toList();
    Set<List<WebLink>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    asked.forEach(each -> seen.add(each.join()));
    assertThat(seen).hasSize(1);
    assertThat(update.links()).containsExactly(LINK).isUnmodifiable();
  }

  @Test
  void links_areCopied_whenTheyAreGiven() {
    List<WebLink> links = new ArrayList<>(List.of(LINK));
    Update update = new Update(UpdateId.next(NOW), ORIGIN, NONE, links, new byte[0], null, NOW);
    links.clear();
    assertThat(update.links()).containsExactly(LINK);
  }

  private static void await(CyclicBarrier all) {
    try {
      all.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Update update(Supplier<List<WebLink>> links) {
    return new Update(UpdateId.next(NOW), ORIGIN, () -> NONE, links, new byte[0], null, NOW);
  }
}
