package org.pushj.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.pushj.spi.HttpTransport;

/** A hub that a publisher tells of changes. Until all is calm it refuses, stalls, and so on. */
final class PingHub implements Network.Server {
  /** Longer than the publisher waits for an answer. */
  private static final Duration STALLS = Duration.ofSeconds(60);

  private static final int[] REFUSALS = {400, 401, 403, 404, 410, 413};
  private static final List<Mood> MOODS = List.of(Mood.values());

  private final World world;
  private final Machine machine;
  private final URI url;
  private final SplittableRandom random;
  private Mood mood = Mood.HONEST;

  PingHub(World world, Machine machine, URI url) {
    this.world = world;
    this.machine = machine;
    this.url = url;
    this.random = world.scheduler.random();
  }

  URI url() {
    return url;
  }

  Machine machine() {
    return machine;
  }

  /** Changes its mood now and then. */
  void live() {
    while (true) {
      world.sleep(world.upTo(Duration.ofDays(1)));
      Mood next = MOODS.get(random.nextInt(MOODS.size()));
      if (world.isCalm()) {
        return;
      }
      mood = next;
      world.journal.note(machine, "is " + mood);
      world.sleep(world.upTo(Duration.ofDays(3)));
      mood = Mood.HONEST;
    }
  }

  void calm() {
    mood = Mood.HONEST;
  }

  @Override
  public Network.Answer answer(HttpTransport.Request request)
      throws IOException, InterruptedException {
    byte[] body = request.body();
    if (!request.method().equals("POST") || body == null) {
      return Network.Answer.of(405);
    }
    List<String> topics = topics(new String(body, UTF_8));
    Network.Answer answer = answer(topics);
    if (answer.status() / 100 == 2) {
      world.journal.note(machine, "is told of " + topics);
      topics.forEach(each -> world.announced(url, each));
      if (mood == Mood.STALLING) {
        world.scheduler.sleep(STALLS);
      }
    }
    return answer;
  }

  private Network.Answer answer(List<String> topics) throws IOException, InterruptedException {
    return switch (mood) {
      case REFUSING -> Network.Answer.of(REFUSALS[random.nextInt(REFUSALS.length)]);
      case PICKY -> Network.Answer.of(topics.contains(Author.topic(0).toString()) ? 400 : 204);
      case NARROW -> Network.Answer.of(topics.size() > 1 ? 413 : 204);
      case LIMITING -> limiting(429);
      case BUSY -> limiting(503);
      case DOWN -> {
        if (random.nextBoolean()) {
          throw new IOException("the hub is down");
        }
        yield Network.Answer.of(500);
      }
      case STALLING -> {
        if (random.nextBoolean()) {
          world.scheduler.sleep(STALLS);
          yield Network.Answer.of(504);
        }
        yield Network.Answer.of(204);
      }
      case HONEST -> Network.Answer.of(random.nextBoolean() ? 202 : 204);
    };
  }

  private Network.Answer limiting(int status) {
    return random.nextInt(3) == 0
        ? Network.Answer.of(204)
        : new Network.Answer(
            status, Map.of("Retry-After", Integer.toString(1 + random.nextInt(20_000))), "");
  }

  /** Returns the topics of a request. */
  static List<String> topics(String form) {
    return Arrays.stream(form.split("&", -1))
        .filter(each -> each.startsWith("hub.url="))
        .map(each -> URLDecoder.decode(each.substring("hub.url=".length()), UTF_8))
        .toList();
  }

  /** How it behaves for a while. */
  private enum Mood {
    HONEST,
    /** It answers 4xx. */
    REFUSING,
    /** It answers 4xx where one certain topic is in the request. */
    PICKY,
    /** It answers 4xx to several topics at once. */
    NARROW,
    /** It mostly answers 429. */
    LIMITING,
    /** It mostly answers 503. */
    BUSY,
    /** It answers 500, or not at all. */
    DOWN,
    /** It answers late, and has taken some of what it was told. */
    STALLING
  }
}
