package org.pushj.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.Update;
import org.pushj.publisher.PublishOutcome;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.world.Chance;

/**
 * Thirty days of two to five nodes, three hubs, a site, an application and strangers, from a seed.
 * Until three and a half days before the end, requests and answers get lost, stores fail, nodes die
 * or stand still, sites and hubs have their moods; then it is calm, so that what was promised can
 * be seen at the end.
 */
final class World implements Network.Watcher {
  static final URI CALLBACK_BASE = URI.create("https://reader.example/push/");

  private static final Duration LENGTH = Duration.ofDays(30);
  private static final Duration CALM = Duration.ofHours(26 * 24 + 12);
  private static final Duration LAST_CONTENT = Duration.ofDays(29);

  /** Most of what idle nodes do is to find nothing: they do so seldom in most worlds. */
  private static final List<Duration> POLLS =
      List.of(
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofMinutes(60),
          Duration.ofMinutes(60),
          Duration.ofMinutes(60),
          Duration.ofMinutes(60),
          Duration.ofMinutes(120),
          Duration.ofMinutes(120));

  private static final int RESOURCES = 4;
  private static final int HUBS = 3;
  private static final int PING_HUBS = 3;
  private static final double STORE_FAILS = 0.002;

  /** How much a clock is wrong at most; the machines of a store compare theirs. */
  private static final int SKEW_MILLIS = 20_000;

  final Scheduler scheduler;
  final Journal journal;
  final Network network;
  final Faults faults;
  final Stores stores;
  final SearchableStore store;
  final ManageableQueue pings;
  final List<Hub> hubs = new ArrayList<>();
  final List<PingHub> pingHubs = new ArrayList<>();
  final Callbacks callbacks;
  final Strangers strangers;
  final Site site;
  final boolean hasInbox;
  final boolean rotatesCallback;
  final boolean keepsLookups;

  /** How often nodes look for due work. */
  final Duration poll;

  private final Chance chance;
  private final Machine outside;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Intent> intents = new TreeMap<>();
  private final List<Referee> referees;
  private final Coverage coverage;
  private int contents;

  /** Makes one whose stores are in memory. */
  World(long seed, Faults faults) {
    this(seed, faults, Stores::inMemory);
  }

  World(long seed, Faults faults, Stores.Factory factory) {
    chance = new Chance(seed);
    this.faults = faults;
    scheduler = new Scheduler(chance.random(), LENGTH);
    stores = factory.open(scheduler::instant);
    Stores.View truth = stores.seenBy(scheduler::instant);
    store = truth.subscriptions();
    pings = truth.pings();
    coverage = new Coverage();
    journal = new Journal(scheduler, chance.diary());
    network = new Network(scheduler, journal, this);
    hasInbox = scheduler.random().nextInt(4) != 0;
    rotatesCallback = scheduler.random().nextInt(3) == 0;
    keepsLookups = scheduler.random().nextBoolean();
    poll = POLLS.get(scheduler.random().nextInt(POLLS.size()));
    outside = machine("world", 0);
    for (int i = 0; i < HUBS; i++) {
      URI url = URI.create("https://hub" + i + ".example/");
      Hub hub = new Hub(this, machine("hub" + i, 5 + i), url, i == 1);
      hubs.add(hub);
      network.serve(url.getHost(), hub.machine(), hub);
    }
    Machine siteMachine = machine("site", 2);
    site = new Site(this, siteMachine);
    network.serve(Site.HOST, siteMachine, site);
    callbacks = new Callbacks(this);
    network.serve(CALLBACK_BASE.getHost(), machine("balancer", 3), callbacks);
    strangers = new Strangers(this, machine("stranger", 4));
    for (int i = scheduler.random().nextInt(PING_HUBS); i >= 0; i--) {
      URI url = URI.create("https://ping" + i + ".example/");
      PingHub hub = new PingHub(this, machine("ping" + i, 20 + i), url);
      pingHubs.add(hub);
      network.serve(url.getHost(), hub.machine(), hub);
    }
    referees =
        List.of(
            new CommittedReferee(scheduler),
            new AcknowledgedReferee(scheduler),
            new AnnouncedReferee(scheduler),
            new IntentReferee(scheduler),
            new LinesReferee(scheduler),
            new LeaseReferee(scheduler),
            new EndedReferee(scheduler),
            new LeftReferee(scheduler),
            new UnaskedReferee(scheduler),
            new RequestsReferee(scheduler),
            new RowsReferee(scheduler, truth.inbox()),
            new SecretsReferee(scheduler));
  }

  private Machine machine(String name, int number) {
    return new Machine(scheduler, name, number, Duration.ZERO);
  }

  /** Runs all of it, and throws what a referee says. */
  Report run() throws InterruptedException {
    int size = 2 + scheduler.random().nextInt(4);
    Fate fate = new Fate(this, nodes);
    for (int i = 0; i < size; i++) {
      Node node = new Node(this, String.valueOf((char) ('A' + i)), i + 1);
      nodes.add(node);
      node.begin();
      scheduler.spawn(outside, "operator", () -> fate.operate(node));
    }
    hubs.forEach(each -> scheduler.spawn(each.machine(), "moods", each::live));
    for (int i = 0; i < RESOURCES; i++) {
      Intent intent = new Intent(site.add("feed" + i));
      intents.put(intent.resource().toString(), intent);
      Application application = new Application(this, machine("app" + i, 10 + i), intent);
      scheduler.spawn(outside, "application", application::run);
      scheduler.spawn(outside, "author", () -> write(intent));
      scheduler.spawn(outside, "moves", () -> site.live(intent.resource()));
    }
    pingHubs.forEach(each -> scheduler.spawn(each.machine(), "moods", each::live));
    Author author = new Author(this, machine("author", 30));
    scheduler.spawn(outside, "author", author::run);
    scheduler.spawn(outside, "strangers", strangers::live);
    scheduler.spawn(outside, "fate", fate::live);
    scheduler.spawn(outside, "cron", this::runDueWork);
    scheduler.spawn(outside, "time", this::watch);
    scheduler.later(CALM, outside, "calm", this::calm);
    scheduler.later(LENGTH.minusSeconds(1), outside, "end", this::end);
    NodeLog log = new NodeLog(scheduler, text -> tell(each -> each.logged(text)));
    try {
      chance.run(scheduler::run);
    } finally {
      log.close();
      stores.close();
    }
    return new Report(
        chance.seed(),
        String.join("\n", chance.diary()) + "\n" + scheduler.fingerprint() + "\n",
        chance.diary().size(),
        scheduler.steps(),
        LENGTH,
        referees,
        coverage);
  }

  boolean isCalm() {
    return scheduler.now() >= CALM.toNanos();
  }

  /** Returns a time of up to so long. */
  Duration upTo(Duration most) {
    return Duration.ofNanos((long) (scheduler.random().nextDouble() * most.toNanos()));
  }

  /** Returns by how much a clock is wrong. */
  Duration skew() {
    return Duration.ofMillis(scheduler.random().nextInt(2 * SKEW_MILLIS) - SKEW_MILLIS);
  }

  boolean storeFails() {
    return !isCalm() && scheduler.random().nextDouble() < STORE_FAILS;
  }

  @Nullable Node nodeThatIsUp() {
    List<Node> up = nodes.stream().filter(Node::isUp).toList();
    return up.isEmpty() ? null : up.get(scheduler.random().nextInt(up.size()));
  }

  /** Returns how many threads a node has had at a time. */
  int mostThreads() {
    return nodes.stream().mapToInt(each -> each.machine().mostThreads()).max().orElse(0);
  }

  Collection<Intent> intents() {
    return intents.values();
  }

  Intent intent(String topic) {
    return Objects.requireNonNull(intents.get(Site.resource(topic)));
  }

  /** Returns what hubs have granted of a resource, wherever it was at the time. */
  List<HubGrant> running(Intent intent) {
    return hubs.stream()
        .flatMap(each -> each.running().stream())
        .filter(each -> intent(each.topic) == intent)
        .toList();
  }

  /** The application forgets a subscription. */
  void forgets(Intent intent) {
    running(intent).forEach(each -> each.forgotten = true);
  }

  /** Lets the hubs deliver something new now and then, and once more when all is calm. */
  private void write(Intent intent) {
    Duration last = LAST_CONTENT.plus(upTo(Duration.ofHours(1)));
    while (scheduler.now() < last.toNanos()) {
      Duration left = last.minusNanos(scheduler.now());
      Duration wait = upTo(Duration.ofHours(24));
      sleep(wait.compareTo(left) < 0 ? wait : left);
      String content = intent.resource() + " #" + contents++;
      journal.note("site", "publishes " + content);
      String topic = site.topic(intent.resource());
      List<Hub> named = site.hubs(intent.resource());
      intent.publishes(content);
      tell(each -> each.published(intent, content));
      named.forEach(each -> each.publish(topic, intent, content));
      boolean isLast = scheduler.now() >= last.toNanos();
      if (isLast || scheduler.random().nextInt(4) == 0) {
        hubs.forEach(each -> each.publishLeft(topic, named, intent, content + ", as it was"));
      }
    }
  }

  private void runDueWork() {
    while (true) {
      sleep(upTo(Duration.ofHours(2)));
      Node node = nodeThatIsUp();
      if (node != null) {
        scheduler.spawn(node.machine(), "cron", node::runDueWork);
      }
    }
  }

  private void watch() {
    while (true) {
      sleep(Duration.ofHours(6));
      tell(each -> each.passed(this));
    }
  }

  private void calm() {
    journal.note("world", "is calm");
    network.calm();
    hubs.forEach(Hub::calm);
    pingHubs.forEach(PingHub::calm);
    nodes.stream().filter(each -> !each.isDown()).forEach(each -> each.machine().spare());
  }

  private void end() {
    tell(each -> each.ended(this));
  }

  void sleep(Duration time) {
    try {
      scheduler.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void await(BooleanSupplier condition) {
    try {
      scheduler.await(condition, null);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void tell(Consumer<Referee> what) {
    referees.forEach(what);
  }

  /** Something happens to a resource. */
  void happens(String event, URI resource) {
    journal.note("world", event + " " + resource);
    visited(event, intent(resource.toString()));
  }

  /** The application makes a call. */
  void called(String call, Intent intent) {
    visited(call, intent);
    tell(each -> each.called(intent));
  }

  /** A change of a page is committed. */
  void changed(URI topic, long since) {
    tell(each -> each.changed(pingHubs, topic, since));
  }

  /** An application was told what a hub has said to a change. */
  void told(PublishOutcome outcome, long since) {
    tell(each -> each.told(outcome, since));
  }

  /** A hub was told of a change. */
  void announced(URI hub, String topic) {
    tell(each -> each.announced(hub, topic));
  }

  /** A node has stored something else. */
  void rewritten(Subscription before, Subscription after) {
    tell(each -> each.rewritten(before, after));
  }

  /** A hub does something about a topic. */
  void visited(String event, String topic) {
    visited(event, intent(topic));
  }

  /** Something happens to all resources. */
  void visited(String event) {
    intents.values().forEach(each -> visited(event, each));
  }

  private void visited(String event, Intent intent) {
    coverage.add(event, intent.resource(), subscriptions(), scheduler.instant());
  }

  /** Returns all subscriptions, those that have ended last. */
  List<Subscription> subscriptions() {
    List<Subscription> all = new ArrayList<>(store.list(SubscriptionQuery.all()));
    all.addAll(store.list(SubscriptionQuery.all().withState(SubscriptionState.ENDED)));
    return all;
  }

  void confirmed(HubGrant grant, boolean subscribes) {
    Intent intent = intent(grant.topic);
    grant.generation = intent.generation();
    if (subscribes) {
      grant.order = intent.confirmed(grant.callback);
    }
    tell(each -> each.confirmed(grant, subscribes, intent, store));
    tell(each -> each.confirmed(grant, subscribes, intent));
  }

  /** A stranger has verified something, and has got his challenge back or not. */
  void challenged(Asked known, String mode, boolean echoed) {
    Intent intent = intent(known.topic());
    if (echoed && mode.equals("subscribe")) {
      intent.confirmed(known.callback());
    }
    tell(each -> each.challenged(intent, known, mode, echoed));
  }

  /** A stranger is about to confirm an end, and may not learn whether that was taken. */
  void endedByStranger(Asked known) {
    for (Hub each : hubs) {
      HubGrant grant = each.granted(known);
      if (grant != null) {
        grant.endedByStranger = true;
      }
    }
  }

  void delivers(Attempt attempt) {
    visited("hub delivers", attempt.intent());
    tell(each -> each.delivers(attempt));
  }

  void answered(Attempt attempt, int status) {
    tell(each -> each.answered(attempt, status));
  }

  @Override
  public void sent(Machine from, HttpTransport.Request request) {
    if (!from.isNode()) {
      return;
    }
    String host = request.uri().getHost();
    byte[] body = request.body();
    String form = body == null ? "" : new String(body, UTF_8);
    if (form.contains("hub.callback=")) {
      Asked asked = Asked.of(Forms.parse(form), 0, Duration.ZERO);
      tell(each -> each.requested(intent(asked.topic()), host, asked));
    }
    sent(host, request.uri() + "\n" + request.headers() + "\n" + form);
  }

  /** A node has sent something to somebody. */
  void sent(String host, String text) {
    tell(each -> each.sent(host, text));
  }

  /** What the application does with an update: it may take its time, or fail. */
  void listen(Machine machine, Update update) throws InterruptedException {
    String body = new String(update.bytes(), UTF_8);
    String content = body.lines().findFirst().orElse("");
    if (scheduler.random().nextInt(10) == 0) {
      scheduler.sleep(upTo(Duration.ofSeconds(5)));
    }
    if (!isCalm() && scheduler.random().nextInt(20) == 0) {
      throw new IllegalStateException("the application has a problem with " + content);
    }
    machine.point();
    journal.note(machine, "processes " + content);
    tell(each -> each.processed(content, body, update.contentType().orElse(null)));
    tell(each -> each.received(intent(update.origin().topic().toString()), content));
  }

  /** What came of a run. */
  record Report(
      long seed,
      String log,
      int events,
      long steps,
      Duration virtual,
      List<Referee> referees,
      Coverage coverage) {}
}
