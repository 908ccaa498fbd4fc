package org.pushj.examples.reader.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.examples.reader.Feeds;
import org.pushj.examples.reader.ReaderClient.Subscribed;
import org.pushj.examples.reader.World;
import org.pushj.tck.HubBehaviour;

class EventsTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void entry_isSent_whenItIsDelivered() {
    Subscribed subscribed = world.subscribed("/feed");
    Listener listener = listen("/events?last=" + lastOnPage());
    deliver(subscribed, Feeds.entry("1", "Fresh & new"));
    World.soon().until(() -> listener.data("entries").contains("Fresh &amp; new"));
    assertThat(listener.lines).anyMatch(line -> line.startsWith("id: "));
  }

  @Test
  void subscription_isSent_whenItChanges() {
    world.hub.behaviour(HubBehaviour.hold());
    Subscribed subscribed = world.subscribed("/feed");
    Listener listener = listen("/events");
    World.soon().until(() -> listener.data("subscriptions").contains(">pending<"));
    world.hub.verify(subscribed.request());
    World.soon().until(() -> listener.data("subscriptions").contains(">active<"));
  }

  @Test
  void subscriptions_areSent_whenTheyMatchTheSearch() {
    world.hub.behaviour(HubBehaviour.hold());
    world.subscribed("/other");
    Subscribed subscribed = world.subscribed("/blog");
    Listener listener = listen("/events?last=0&q=BLOG");
    World.soon().until(() -> listener.data("subscriptions").contains(">pending<"));
    world.hub.verify(subscribed.request());
    World.soon().until(() -> listener.data("subscriptions").contains(">active<"));
    assertThat(listener.data("subscriptions")).doesNotContain("/other");
  }

  @Test
  void subscriptions_areSent_toEveryNewBrowser() {
    world.subscribed("/feed");
    Listener first = listen("/events");
    World.soon().until(() -> first.data("subscriptions").contains("/feed"));
    Listener second = listen("/events");
    World.soon().until(() -> second.data("subscriptions").contains("/feed"));
  }

  @Test
  void missedEntries_areSent_whenABrowserReconnects() {
    Subscribed subscribed = world.subscribed("/feed");
    deliver(subscribed, Feeds.entry("1", "seen"));
    World.soon().until(() -> Jsoup.parse(world.get("/").body()).select("article").size() == 1);
    String last = lastOnPage();
    deliver(subscribed, Feeds.entry("2", "missed"));
    Listener onPage = listen("/events?last=" + last);
    Listener afterBreak = listen("/events?last=0", "Last-Event-ID", last);
    for (Listener listener : List.of(onPage, afterBreak)) {
      World.soon().until(() -> listener.data("entries").contains("missed"));
      assertThat(listener.data("entries")).doesNotContain("seen");
    }
  }

  @Test
  void connection_isRefused_whenTooManyBrowsersAreConnected() {
    List<Listener> listeners = new ArrayList<>();
    while (listeners.size() < 200) {
      listeners.add(listen("/events"));
    }
    assertThat(world.get("/events").statusCode()).isEqualTo(503);
    assertThat(world.get("/subscriptions").statusCode()).isEqualTo(200);
  }

  private void deliver(Subscribed to, String entry) {
    byte[] feed = Feeds.atom("A", entry).getBytes(UTF_8);
    assertThat(world.hub.deliver(to.request(), feed, "application/atom+xml").status())
        .isEqualTo(200);
  }

  private String lastOnPage() {
    return Jsoup.parse(world.get("/").body()).select("#entries").attr("data-last");
  }

  private Listener listen(String path, String... headers) {
    HttpResponse<Stream<String>> answer =
        world.send(world.to(path, headers).GET(), BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    return new Listener(answer.body());
  }

  /** Collects the lines of an event stream until the reader ends it. */
  private static final class Listener {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Listener(Stream<String> stream) {
      Thread thread = new Thread(() -> stream.forEach(lines::add), "listener");
      thread.setDaemon(true);
      thread.start();
    }

    /** Returns the data of all events with a name. */
    String data(String name) {
      StringBuilder data = new StringBuilder();
      String current = "";
      for (String line : lines) {
        current = line.startsWith("event: ") ? line.substring("event: ".length()) : current;
        if (line.startsWith("data: ") && current.equals(name)) {
          data.append(line.substring("data: ".length())).append('\n');
        }
      }
      return data.toString();
    }
  }
}
