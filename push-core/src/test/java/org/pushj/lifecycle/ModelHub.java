package org.pushj.lifecycle;

import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.TopicLinks;
import org.pushj.spi.ConnectFailedException;
import org.pushj.spi.HubClient;

/**
 * The hubs of a random walk, and the pages that name them: they verify, deny, refuse, stay silent,
 * and bring nodes down.
 */
final class ModelHub implements HubClient {
  /** The first supports https alone, the second is advertised as http. */
  static final List<URI> HUBS =
      List.of(
          URI.create("https://hub.example/"),
          URI.create("http://old.example/"),
          URI.create("https://other.example/"));

  /** The topic that all resources have at times. */
  static final URI SHARED = URI.create("https://site.example/shared");

  private static final int MAX_REMEMBERED = 50;
  private static final String[] LEASES = {"600", "3600", "86400", "864000", "0", null};

  private final SplittableRandom random;
  private final Truth truth;
  private final Verifier verifier;
  private final Consumer<HubVerification> denier;
  private final List<HubClient.Ask> remembered = new ArrayList<>();
  private int mood;
  private boolean calm;

  ModelHub(
      SplittableRandom random, Truth truth, Verifier verifier, Consumer<HubVerification> denier) {
    this.random = random;
    this.truth = truth;
    this.verifier = verifier;
    this.denier = denier;
  }

  /** Verifies an intent at the callback. */
  interface Verifier {
    void verify(HubVerification about, IntentKind kind, Optional<String> leaseSeconds);
  }

  /** From now on hubs are of another mood: for a while most of them do the same. */
  void change() {
    mood = random.nextInt(14);
  }

  void calmDown() {
    calm = true;
  }

  /** Finds the hubs of a page, which changes, and breaks at times. */
  TopicLinks discover(URI resource) {
    dieSometimes();
    if (calm) {
      return new TopicLinks(resource, HUBS.subList(0, 1));
    }
    if (random.nextInt(6) == 0) {
      throw new DiscoveryException(resource, "the page is broken", null);
    }
    List<URI> named = new ArrayList<>(HUBS);
    Collections.rotate(named, random.nextInt(named.size()));
    URI topic = random.nextInt(6) == 0 ? SHARED : resource;
    return new TopicLinks(topic, named.subList(0, 1 + random.nextInt(2)));
  }

  @Override
  public HubClient.Reply ask(HubClient.Ask ask) {
    dieSometimes();
    remembered.add(ask);
    if (remembered.size() > MAX_REMEMBERED) {
      remembered.remove(0);
    }
    HubClient.Reply reply =
        reply(ask, calm ? 0 : random.nextInt(3) > 0 ? mood : random.nextInt(14));
    dieSometimes();
    return reply;
  }

  private HubClient.Reply reply(HubClient.Ask ask, int behaviour) {
    switch (behaviour) {
      case 0, 1, 2 -> verify(ask, ask.kind());
      case 3 -> denier.accept(about(ask));
      case 4 -> throw answered(ask, 503, Duration.ofMinutes(random.nextInt(600) + 1));
      case 5 -> throw answered(ask, 403, null);
      case 6 -> throw answered(ask, 502, null);
      case 7 -> throw HubException.unanswered(ask.hub(), "no connection", refused());
      case 8 -> throw HubException.unanswered(ask.hub(), "no answer", null);
      case 9 -> {
        verify(ask, ask.kind());
        throw answered(ask, 500, null);
      }
      case 10 -> {
        return verified(ask);
      }
      case 11 -> throw answered(ask, 410, null);
      default -> {}
    }
    return HubClient.Reply.ACCEPTED;
  }

  private HubClient.Reply verified(HubClient.Ask ask) {
    if (ask.kind() == IntentKind.UNSUBSCRIBE) {
      truth.grantedEnd(ask.callback());
    }
    return HubClient.Reply.VERIFIED;
  }

  private static ConnectFailedException refused() {
    return new ConnectFailedException("refused", new ConnectException());
  }

  private static HubException answered(
      HubClient.Ask ask, int status, @Nullable Duration retryAfter) {
    return HubException.answered(ask.hub(), status, "", retryAfter, "the hub answered " + status);
  }

  /** Verifies what was asked some time ago. */
  void verifyLate() {
    some().ifPresent(ask -> verify(ask, ask.kind()));
  }

  /** Verifies once more what was granted before, perhaps. */
  void recheck() {
    some().ifPresent(ask -> verify(ask, IntentKind.SUBSCRIBE));
  }

  /** Verifies what nobody may have asked for. */
  void forge() {
    some()
        .ifPresent(
            ask ->
                verifier.verify(
                    new HubVerification(
                        about(ask).callback(),
                        random.nextBoolean() ? "https://forged.example/" : ask.topic().toString()),
                    random.nextInt(3) == 0 ? IntentKind.SUBSCRIBE : IntentKind.UNSUBSCRIBE,
                    Optional.of("1")));
  }

  /** Denies what it was asked for. */
  void deny() {
    some().map(ModelHub::about).ifPresent(denier);
  }

  @Override
  public void publish(HubClient.Ping ping) {
    throw new UnsupportedOperationException("nothing is published here");
  }

  @Override
  public boolean renewsUnderNewCallback(URI hub) {
    return hub.equals(HUBS.get(2));
  }

  private void verify(HubClient.Ask ask, IntentKind kind) {
    String lease = calm ? "864000" : LEASES[random.nextInt(LEASES.length)];
    verifier.verify(about(ask), kind, Optional.ofNullable(lease));
  }

  private Optional<HubClient.Ask> some() {
    return remembered.isEmpty()
        ? Optional.empty()
        : Optional.of(remembered.get(random.nextInt(remembered.size())));
  }

  private static HubVerification about(HubClient.Ask ask) {
    String path = ask.callback().getPath();
    return new HubVerification(
        new CallbackToken(path.substring(path.lastIndexOf('/') + 1)), ask.topic().toString());
  }

  private void dieSometimes() {
    if (!calm && random.nextInt(60) == 0) {
      throw new NodeDied();
    }
  }
}
