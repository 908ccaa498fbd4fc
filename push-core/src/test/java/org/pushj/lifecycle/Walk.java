package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.pushj.IntentKind;
import org.pushj.PushException;
import org.pushj.Subscription;
import org.pushj.SubscriptionListener;
import org.pushj.SubscriptionRequest;
import org.pushj.TopicLinks;
import org.pushj.contact.HubCircuitBreakers;
import org.pushj.contact.HubPlaces;
import org.pushj.contact.HubRates;
import org.pushj.contact.HubUrlCheck;
import org.pushj.contact.VerificationWatch;
import org.pushj.discovery.KnownHubs;
import org.pushj.platform.Platform;
import org.pushj.settings.RetryPolicy;
import org.pushj.spi.Claim;
import org.pushj.spi.Monitor;
import org.pushj.tck.ManualClock;
import org.pushj.world.Chance;

/**
 * One random walk: an application, two nodes, a clock that jumps, pages that change, and hubs that
 * do what they like. All in memory and on one thread: a seed leads to the same walk, but for ids.
 */
final class Walk implements WalkedStore.Chance {
  private static final URI BASE = URI.create("https://reader.example/push/");
  private static final URI BASE_MOVED = URI.create("https://reader.example/moved/");

  private static final Duration CLAIM = Duration.ofMinutes(5);
  private static final int BATCH = 3;

  /** The last two are for one resource, which one of them wants from a certain hub. */
  private static final int REQUESTS = 4;

  /** Each subscription has a few things due. */
  private static final int MAX_ROUNDS = 200;

  private final Chance chance;
  private final SplittableRandom random;
  private final ManualClock clock = new ManualClock();
  private final Truth truth = new Truth();
  private final WalkedStore store = new WalkedStore(clock, truth, this);
  private final ModelHub hubs;
  private final List<Lifecycles> nodes = new ArrayList<>();
  private final double rate;
  private boolean calm;
  private int depth;

  Walk(int seed) {
    chance = new Chance(seed);
    random = chance.random();
    hubs = new ModelHub(random, truth, this::verifies, this::denies);
    rate = seed % 2 == 0 ? 0.002 : 0;
    nodes.add(newNode());
    nodes.add(newNode());
  }

  /** Walks until so many events were decided, and to a calm end. */
  void run(int events) {
    chance.run(
        () -> {
          while (store.events() < events) {
            step();
          }
          calmDown();
        });
  }

  /** Subscribes to all, with hubs that behave for ten days: then each intent is fulfilled. */
  private void calmDown() {
    calm = true;
    hubs.calmDown();
    for (int i = 0; i < REQUESTS; i++) {
      want(request(i));
    }
    store.all().forEach(each -> apply(Optional.of(each), Intent.Action.RESUME));
    for (int i = 0; i < 60; i++) {
      clock.advance(Duration.ofHours(4));
      int rounds = 0;
      while (workOnDue(i % 2) > 0) {
        diary("  and more is due");
        assertThat(rounds++).as("rounds of work at one time").isLessThan(MAX_ROUNDS);
      }
    }
  }

  WalkedStore store() {
    return store;
  }

  Instant now() {
    return clock.instant();
  }

  private void step() {
    try {
      act();
    } catch (NodeDied e) {
      depth = 0;
      truth.nodeDied();
      diary("a node died");
      restart();
    } catch (PushException e) {
      diary("  which throws " + e.getMessage());
    }
  }

  private void act() {
    switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4 -> {
        clock.advance(Duration.ofMinutes(random.nextInt(random.nextInt(10) == 0 ? 4000 : 40)));
        workOnDue(any());
      }
      case 5 -> {
        clock.advance(Duration.ofMinutes(-random.nextInt(10)));
        diary("the clock goes back");
      }
      case 6 -> restart();
      case 7 -> hubs.change();
      case 8, 9 -> workOnDue(any());
      case 10 -> claimAndDie();
      default -> event();
    }
  }

  /**
   * Lets something happen that needs no time: also between the reading and the writing of a node.
   */
  private void event() {
    switch (random.nextInt(17)) {
      case 0, 1 -> want(request(random.nextInt(REQUESTS)));
      case 2 -> subscribe(request(random.nextInt(REQUESTS)));
      case 3 -> some().ifPresent(each -> end(each, Intent.Action.UNSUBSCRIBE));
      case 4 ->
          some()
              .filter(each -> random.nextInt(3) == 0)
              .ifPresent(each -> end(each, Intent.Action.FORGET));
      case 5 -> apply(some(), Intent.Action.RENEW);
      case 6 -> apply(some(), new Timer.Hastened(now().plusSeconds(random.nextInt(600))));
      case 7, 8, 9 -> hubs.verifyLate();
      case 10 -> hubs.recheck();
      case 11 -> hubs.forge();
      case 12 -> hubs.deny();
      case 13 -> apply(some(), Intent.Action.RETRY);
      case 14 ->
          some()
              .filter(each -> random.nextInt(3) == 0)
              .ifPresent(each -> apply(Optional.of(each), Intent.Action.PAUSE));
      case 15 -> apply(some(), Intent.Action.RESUME);
      default -> some().ifPresent(this::content);
    }
  }

  private Lifecycles newNode() {
    URI base = random.nextInt(5) == 0 ? BASE_MOVED : BASE;
    RetryPolicy retries = RetryPolicy.builder().giveUpAfter(Duration.ofDays(2)).build();
    Platform platform = Platform.system();
    HubAsker asker =
        new HubAsker(
            hubs,
            new HubCircuitBreakers(),
            new HubRates(rate),
            Duration.ofDays(1),
            new VerificationWatch(store, base, clock),
            Monitor.none(),
            platform.ticker());
    return new Lifecycles(
        store,
        new Lifecycle(chance.renewals(), retries, base, false, Duration.ofHours(1)),
        new TopicLookup(
            hubs::discover,
            KnownHubs.none(),
            new HubUrlCheck(url -> Optional.empty(), Duration.ofSeconds(10), platform.threads()),
            asker,
            new HubPlaces(1),
            null,
            platform.randomness()),
        asker,
        new Announcer(new SubscriptionListener() {}),
        clock,
        platform.ids());
  }

  private void restart() {
    int number = any();
    nodes.set(number, newNode());
  }

  private int any() {
    return random.nextInt(2);
  }

  private Lifecycles node(int number) {
    return nodes.get(number);
  }

  // The application

  private SubscriptionRequest request(int number) {
    SubscriptionRequest request = requests().get(number);
    return random.nextInt(8) == 0 ? request.unsigned() : request;
  }

  /** Returns all that the application wants at times. */
  static List<SubscriptionRequest> requests() {
    List<SubscriptionRequest> requests = new ArrayList<>();
    for (int i = 0; i < REQUESTS - 1; i++) {
      requests.add(SubscriptionRequest.of(URI.create("https://site.example/" + i)));
    }
    requests.add(requests.get(REQUESTS - 2).withHub(ModelHub.HUBS.get(0)));
    return requests;
  }

  private Optional<Subscription> some() {
    List<Subscription> all = store.all();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  private void want(SubscriptionRequest request) {
    diary("wants " + request.key());
    truth.wants(request);
    Intent.SubscribeLater intent =
        new Intent.SubscribeLater(request, now().plusSeconds(random.nextInt(2) * 300L));
    Lifecycles node = node(any());
    store
        .findByKey(request.key())
        .map(existing -> node.commit(existing, intent))
        .or(() -> node.add(intent))
        .ifPresent(change -> carryOutOrDie(node, change));
  }

  private void subscribe(SubscriptionRequest request) {
    diary("subscribes to " + request.key());
    Lifecycles node = node(any());
    TopicLinks found = node.discover(request);
    truth.wants(request);
    node.subscribe(request, found, false);
  }

  private void end(Subscription subscription, Event event) {
    diary(event + " " + subscription.id());
    truth.takesBack(
        subscription, event == Intent.Action.FORGET, () -> apply(Optional.of(subscription), event));
  }

  private void apply(Optional<Subscription> subscription, Event event) {
    Lifecycles node = node(any());
    subscription.ifPresent(each -> carryOutOrDie(node, node.commit(each, event)));
  }

  private void content(Subscription subscription) {
    if (subscription.registration().isPresent()) {
      apply(Optional.of(subscription), new HubCall.Delivered());
    }
  }

  // The nodes

  private int workOnDue(int number) {
    Instant until = now().plus(CLAIM);
    List<Subscription> claimed = store.claimDue(Claim.of(now(), until, BATCH));
    for (Subscription each : claimed) {
      diary("due " + each.id() + " " + each.state());
      node(number).apply(each, new Timer.Due(until));
    }
    return claimed.size();
  }

  private void claimAndDie() {
    Instant until = now().plus(CLAIM);
    Lifecycles node = node(any());
    for (Subscription each : store.claimDue(Claim.of(now(), until, BATCH))) {
      if (random.nextBoolean()) {
        node.commit(each, new Timer.Due(until));
      }
      diary("a node has claimed " + each.id() + ", and died");
    }
  }

  private void carryOutOrDie(Lifecycles node, Lifecycles.Committed change) {
    if (calm || random.nextInt(12) > 0) {
      node.carryOut(change);
    }
  }

  // What hubs do

  private void verifies(HubVerification about, IntentKind kind, Optional<String> lease) {
    Optional<Subscription> found = store.findByCallback(about.callback());
    if (found.isPresent()) {
      Lifecycles node = node(any());
      Event event = new HubCall.Verifies(about, kind, lease);
      Lifecycles.Committed change =
          truth.verifies(about, kind, () -> node.commit(found.get(), event));
      diary("hub verifies " + kind + " " + about.topic() + ": " + change.recognized());
      carryOutOrDie(node, change);
    }
  }

  private void denies(HubVerification about) {
    diary("hub denies " + about.topic());
    apply(store.findByCallback(about.callback()), new HubCall.Denies(about, "not now"));
  }

  @Override
  public void beforeCall() {
    if (!calm && random.nextInt(300) == 0) {
      throw new NodeDied();
    }
  }

  @Override
  public void beforeChange(Subscription expected) {
    if (!calm && depth < 2 && random.nextInt(8) == 0) {
      depth++;
      try {
        event();
      } catch (PushException e) {
        diary("  which throws " + e.getMessage());
      }
      depth--;
    }
  }

  private void diary(String line) {
    chance.diary().add(now() + " " + "  ".repeat(depth) + line);
  }
}
