package org.pushj.simulation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pushj.Update;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackRequest;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.SearchableStore;
import org.pushj.world.Chance;

/**
 * Thirty days of two nodes, a hub, a site and an application, from a seed. Until three and a half
 * days before the end, requests and answers get lost and nodes die; then it is calm, so that what
 * was promised can be seen at the end.
 */
final class World {
  static final URI CALLBACK_BASE = URI.create("https://reader.example/push/");

  private static final Duration LENGTH = Duration.ofDays(30);
  private static final Duration CALM = Duration.ofHours(26 * 24 + 12);
  private static final Duration LAST_CONTENT = Duration.ofDays(29);
  private static final URI HUB = URI.create("https://hub.example/");
  private static final int RESOURCES = 4;

  final Scheduler scheduler;
  final Journal journal;
  final Network network;
  final Faults faults;
  final SearchableStore store = new InMemorySubscriptionStore();
  final ManageableInbox inbox = new InMemoryUpdateInbox();
  final boolean hasInbox;
  final boolean rotatesSecret;
  final boolean rotatesCallback;
  final boolean keepsLookups;

  private final Chance chance;
  private final HonestHub hub;
  private final Machine outside;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Intent> intents = new TreeMap<>();
  private final Map<String, Asked> asked = new HashMap<>();
  private final List<Referee> referees;
  private int contents;

  World(long seed, Faults faults) {
    chance = new Chance(seed);
    this.faults = faults;
    scheduler = new Scheduler(chance.random(), LENGTH);
    journal = new Journal(scheduler, chance.diary());
    network = new Network(scheduler, journal);
    hasInbox = scheduler.random().nextInt(4) != 0;
    rotatesSecret = scheduler.random().nextBoolean();
    rotatesCallback = scheduler.random().nextInt(3) == 0;
    keepsLookups = scheduler.random().nextBoolean();
    outside = new Machine(scheduler, "world", 0, Duration.ZERO);
    Machine hubMachine = new Machine(scheduler, "hub", 1, Duration.ZERO);
    hub = new HonestHub(this, hubMachine);
    network.serve("hub.example", hubMachine, hub);
    network.serve("blog.example", new Machine(scheduler, "site", 2, Duration.ZERO), World::page);
    network.serve(
        "reader.example", new Machine(scheduler, "balancer", 3, Duration.ZERO), this::callback);
    referees =
        List.of(
            new CommittedReferee(scheduler),
            new AcknowledgedReferee(scheduler),
            new IntentReferee(scheduler),
            new LeaseReferee(scheduler));
  }

  /** Runs all of it, and throws what a referee says. */
  Report run() throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      Node node = new Node(this, i == 0 ? "A" : "B", i + 1);
      nodes.add(node);
      node.begin();
      scheduler.spawn(outside, "operator", () -> operate(node));
    }
    for (int i = 0; i < RESOURCES; i++) {
      Intent intent = new Intent(URI.create("https://blog.example/feed" + i));
      intents.put(intent.resource().toString(), intent);
      Application application =
          new Application(this, new Machine(scheduler, "app" + i, 10 + i, Duration.ZERO), intent);
      scheduler.spawn(outside, "application", application::run);
      scheduler.spawn(outside, "author", () -> write(intent));
    }
    scheduler.spawn(outside, "fate", this::kill);
    scheduler.spawn(outside, "cron", this::runDueWork);
    scheduler.later(CALM, outside, "calm", this::calm);
    scheduler.later(LENGTH.minusSeconds(1), outside, "end", this::end);
    long began = System.nanoTime();
    chance.run(scheduler::run);
    return new Report(
        chance.seed(),
        String.join("\n", chance.diary()) + "\n" + scheduler.fingerprint() + "\n",
        chance.diary().size(),
        scheduler.steps(),
        LENGTH,
        Duration.ofNanos(System.nanoTime() - began),
        referees);
  }

  boolean isCalm() {
    return scheduler.now() >= CALM.toNanos();
  }

  /** Returns a time of up to so long. */
  Duration upTo(Duration most) {
    return Duration.ofNanos((long) (scheduler.random().nextDouble() * most.toNanos()));
  }

  @Nullable Node nodeThatIsUp() {
    List<Node> up = nodes.stream().filter(Node::isUp).toList();
    return up.isEmpty() ? null : up.get(scheduler.random().nextInt(up.size()));
  }

  /** Lets the hub deliver something new now and then, and once more when all is calm. */
  private void write(Intent intent) {
    Duration last = LAST_CONTENT.plus(upTo(Duration.ofHours(1)));
    while (scheduler.now() < last.toNanos()) {
      Duration left = last.minusNanos(scheduler.now());
      Duration wait = upTo(Duration.ofHours(24));
      sleep(wait.compareTo(left) < 0 ? wait : left);
      String content = intent.resource() + " #" + contents++;
      journal.note("site", "publishes " + content);
      hub.publish(intent, content);
    }
  }

  private void kill() {
    while (!isCalm()) {
      sleep(upTo(Duration.ofDays(3)));
      Node node = nodeThatIsUp();
      if (node != null && !isCalm()) {
        node.machine().doom(1 + scheduler.random().nextInt(40));
      }
    }
  }

  private void operate(Node node) {
    while (true) {
      await(node::isDown);
      journal.note(node.machine(), "has died");
      sleep(upTo(Duration.ofHours(2)));
      node.begin();
    }
  }

  private void runDueWork() {
    while (true) {
      sleep(upTo(Duration.ofHours(2)));
      Node node = nodeThatIsUp();
      if (node != null) {
        scheduler.spawn(node.machine(), "cron", () -> node.subscriber().runDueWork());
      }
    }
  }

  private void calm() {
    journal.note("world", "is calm");
    network.calm();
    nodes.stream().filter(each -> !each.isDown()).forEach(each -> each.machine().spare());
  }

  private void end() {
    referees.forEach(each -> each.ended(hub, intents.values()));
  }

  void sleep(Duration time) {
    try {
      scheduler.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void await(BooleanSupplier condition) {
    try {
      scheduler.await(condition, null);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Network.Answer page(HttpTransport.Request request) {
    String links = "<" + HUB + ">; rel=\"hub\", <" + request.uri() + ">; rel=\"self\"";
    return new Network.Answer(200, Map.of("Link", links, "Content-Type", "text/plain"), "");
  }

  /** Hands a request of the hub to a node that is up. */
  private Network.Answer callback(HttpTransport.Request request)
      throws IOException, InterruptedException {
    Node node = nodeThatIsUp();
    if (node == null) {
      return Network.Answer.of(502);
    }
    Machine machine = node.machine();
    CompletableFuture<Network.Answer> answer = new CompletableFuture<>();
    CompletableFuture<Boolean> served =
        scheduler.call(machine, "callback", () -> serve(node, machine, request, answer));
    scheduler.await(() -> answer.isDone() || served.isDone(), null);
    if (!answer.isDone()) {
      throw new IOException("connection reset");
    }
    return answer.join();
  }

  private boolean serve(
      Node node,
      Machine machine,
      HttpTransport.Request request,
      CompletableFuture<Network.Answer> answer)
      throws IOException {
    byte[] body = request.body();
    Map<String, List<String>> headers = new TreeMap<>();
    request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    String path = request.uri().getRawPath().substring("/push".length());
    CallbackExchange exchange =
        node.handler()
            .open(
                new CallbackRequest(
                    request.method(),
                    path,
                    request.uri().getRawQuery(),
                    HttpHeaders.of(headers, (name, value) -> true),
                    body == null ? 0 : body.length));
    if (body != null && exchange.wantsContent()) {
      scheduler.pause();
      exchange.content(body, 0, body.length);
    }
    exchange.complete(
        response -> {
          machine.point();
          if (response.status() == 200) {
            confirmed(response.body());
          }
          answer.complete(
              new Network.Answer(response.status(), response.headers(), response.body()));
        });
    return true;
  }

  /** Remembers what the hub wants to have confirmed. */
  void asks(String challenge, HubGrant grant, boolean subscribes) {
    asked.put(challenge, new Asked(grant, subscribes));
  }

  private void confirmed(String challenge) {
    Asked confirmed = asked.remove(challenge);
    if (confirmed != null) {
      Intent intent = Objects.requireNonNull(intents.get(confirmed.grant().topic));
      confirmed.grant().generation = intent.generation();
      referees.forEach(
          each -> each.confirmed(confirmed.grant(), confirmed.subscribes(), intent, store));
    }
  }

  void answered(Attempt attempt, int status) {
    referees.forEach(each -> each.answered(attempt, status));
  }

  /** What the application does with an update: it may take its time, or fail. */
  void listen(Machine machine, Update update) throws InterruptedException {
    String content = new String(update.bytes(), StandardCharsets.UTF_8);
    if (scheduler.random().nextInt(10) == 0) {
      scheduler.sleep(upTo(Duration.ofSeconds(5)));
    }
    if (!isCalm() && scheduler.random().nextInt(20) == 0) {
      throw new IllegalStateException("the application has a problem with " + content);
    }
    machine.point();
    journal.note(machine, "processes " + content);
    referees.forEach(each -> each.received(content));
  }

  private record Asked(HubGrant grant, boolean subscribes) {}

  /** What came of a run. */
  record Report(
      long seed,
      String log,
      int events,
      long steps,
      Duration virtual,
      Duration real,
      List<Referee> referees) {}
}
