package org.pushj.simulation;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pushj.spi.HttpTransport;

/**
 * A site with some feeds. For three weeks they move, redirect, change their hubs and fail, for up
 * to ten days.
 *
 * <p>A lease is renewed within a week, and a look-up that fails leaves it where it is. So that each
 * move is followed before the last content comes, all of that is over a week before.
 */
final class Site implements Network.Server {
  static final String HOST = "blog.example";

  private static final long RESTLESS = Duration.ofDays(21).toNanos();

  private static final int[] REDIRECTS = {301, 302, 307, 308};
  private static final int[] FAILURES = {200, 404, 410, 429, 500, 502, 503};

  private final World world;
  private final Machine machine;
  private final SplittableRandom random;
  private final Map<String, Feed> feeds = new TreeMap<>();

  Site(World world, Machine machine) {
    this.world = world;
    this.machine = machine;
    this.random = world.scheduler.random();
  }

  /** Puts a feed there, and returns its URL. */
  URI add(String name) {
    feeds.put(name, new Feed(name, someHubs()));
    return URI.create("https://" + HOST + "/" + name);
  }

  /** Returns the resource that a topic belongs to, wherever it has moved. */
  static String resource(String topic) {
    String[] path = URI.create(topic).getPath().split("/", 3);
    return "https://" + HOST + "/" + path[1];
  }

  /** Returns where a resource is now. */
  String topic(URI resource) {
    return feed(resource).topic();
  }

  /** Returns the hubs that a resource names now. */
  List<Hub> hubs(URI resource) {
    return feed(resource).hubs;
  }

  private Feed feed(URI resource) {
    return feeds.get(resource.getPath().substring(1));
  }

  /** Changes a resource now and then. */
  void live(URI resource) {
    Feed feed = feed(resource);
    while (true) {
      world.sleep(world.upTo(Duration.ofDays(6)));
      if (world.scheduler.now() > RESTLESS) {
        return;
      }
      int choice = random.nextInt(3);
      if (choice == 0) {
        feed.moves++;
        feed.redirect = random.nextBoolean() ? REDIRECTS[random.nextInt(REDIRECTS.length)] : 0;
        world.happens("site moves", resource);
      } else if (choice == 1) {
        feed.hubs = someHubs();
        world.happens("site changes hubs", resource);
      } else {
        feed.failure = FAILURES[random.nextInt(FAILURES.length)];
        world.happens("site fails", resource);
        long time = world.upTo(Duration.ofDays(random.nextInt(4) == 0 ? 10 : 1)).toNanos();
        world.sleep(Duration.ofNanos(Math.min(time, RESTLESS - world.scheduler.now())));
        feed.failure = 0;
      }
      world.journal.note(machine, "has now " + feed);
    }
  }

  private List<Hub> someHubs() {
    List<Hub> all = new ArrayList<>(world.hubs);
    List<Hub> some = new ArrayList<>();
    int number = 1 + random.nextInt(all.size());
    for (int i = 0; i < number; i++) {
      some.add(all.remove(random.nextInt(all.size())));
    }
    return some;
  }

  @Override
  public Network.Answer answer(HttpTransport.Request request) {
    Feed feed = feeds.get(request.uri().getPath().split("/", 3)[1]);
    if (feed == null) {
      return Network.Answer.of(404);
    } else if (feed.failure != 0) {
      return Network.Answer.of(feed.failure);
    }
    String topic = feed.topic();
    if (feed.redirect != 0 && !request.uri().toString().equals(topic)) {
      return new Network.Answer(feed.redirect, Map.of("Location", topic), "");
    }
    String links =
        feed.hubs.stream()
            .map(each -> "<" + each.url() + ">; rel=\"hub\", ")
            .collect(Collectors.joining());
    return new Network.Answer(
        200,
        Map.of("Link", links + "<" + topic + ">; rel=\"self\"", "Content-Type", "text/plain"),
        "");
  }

  /** A resource. */
  private static final class Feed {
    private final String name;
    private List<Hub> hubs;
    private int moves;

    /** With which status its former URLs redirect; 0 if they show the same page. */
    private int redirect;

    /** With which status it fails, of which 200 is a page without links; 0 if it does not. */
    private int failure;

    Feed(String name, List<Hub> hubs) {
      this.name = name;
      this.hubs = hubs;
    }

    String topic() {
      return "https://" + HOST + "/" + name + (moves == 0 ? "" : "/v" + moves);
    }

    @Override
    public String toString() {
      String urls =
          hubs.stream().map(each -> each.url().getHost()).collect(Collectors.joining(", "));
      return topic() + " at " + urls + (failure == 0 ? "" : " failing with " + failure);
    }
  }
}
