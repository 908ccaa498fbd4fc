package org.pushj.spi;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.Target;
import org.pushj.text.Lines;
import org.pushj.urls.RecentUrls;

/**
 * Serializes a subscription to one text and reads it back, so that a store needs a column only for
 * each search criterion. The text has a format version and a line for each value that is set, at
 * most 80,000 characters in all. What a later release adds is kept by an earlier one. Instants are
 * kept to the millisecond. Thread-safe; a store makes one and keeps it.
 *
 * <p>The version and the due time are not part of the text, since a claim changes them in place.
 *
 * @since 0.1
 */
public final class SubscriptionText {
  private static final String FORMAT = "push.format";
  private static final String NUMBER = "1";
  private static final String ATTRIBUTE = "attribute.";
  private static final String NEXT = "next.";
  private static final String NEXT_IS_SAME = "nextIsSame";
  private static final List<Problem.Kind> KINDS = List.of(Problem.Kind.values());
  private static final String PLAIN = "secret";
  private static final String SEALED = "sealedSecret";

  private final String secretName;
  private final BiFunction<SubscriptionId, Secret, String> seal;
  private final BiFunction<SubscriptionId, String, Secret> unseal;

  /** Hubs and callback bases: many subscriptions have the same. */
  private final RecentUrls urls = new RecentUrls();

  private SubscriptionText(
      String secretName,
      BiFunction<SubscriptionId, Secret, String> seal,
      BiFunction<SubscriptionId, String, Secret> unseal) {
    this.secretName = secretName;
    this.seal = seal;
    this.unseal = unseal;
  }

  /** Returns the format with secrets in plain text. It cannot read sealed ones. */
  public static SubscriptionText plain() {
    return new SubscriptionText(
        PLAIN, (id, secret) -> secret.value(), (id, text) -> new Secret(text));
  }

  /**
   * Returns the format with sealed, for example encrypted, secrets. They are marked, so that a
   * sealed text is never used as a secret. Plain secrets are passed to the function for reading
   * too, which may refuse them.
   *
   * @param seal returns the sealed text of a secret of a subscription
   * @param unseal returns the secret of a sealed text of a subscription
   */
  public static SubscriptionText sealed(
      BiFunction<SubscriptionId, Secret, String> seal,
      BiFunction<SubscriptionId, String, Secret> unseal) {
    return new SubscriptionText(SEALED, seal, unseal);
  }

  /** Writes a subscription. */
  public String write(Subscription subscription) {
    SubscriptionRequest request = subscription.request();
    Progress progress = subscription.progress();
    Problem problem = progress.problem();
    Grant grant = subscription.grant();
    Grant.Former former = subscription.former();
    OpenRequest open = subscription.open();
    Lines.Writer lines = new Lines.Writer();
    UnreadLines.put(lines, subscription);
    lines
        .put(FORMAT, NUMBER)
        .put("id", subscription.id())
        .put("resource", request.resource())
        .put("requestedHub", request.hub())
        .put("requestedLease", request.lease() == null ? null : request.lease().toSeconds())
        .put("unsigned", request.signed() ? null : true)
        .put("unwanted", subscription.wanted() ? null : true)
        .put("attempts", progress.attempts())
        .put(UnreadLines.PROBLEM, problem == null ? null : problem.kind())
        .put("problemText", problem == null ? null : problem.text())
        .put("problemPast", (problem != null && problem.past()) ? true : null)
        .put("refusedSince", millis(progress.refusedSince()))
        .put("lapsed", progress.lapsed() ? true : null)
        .put("givenUp", progress.givenUp() ? true : null)
        .put("paused", subscription.paused() ? true : null)
        .put("lastUpdateAt", millis(subscription.lastUpdateAt()))
        .put("history", subscription.historyText().isEmpty() ? null : subscription.historyText())
        .put("createdAt", millis(subscription.createdAt()));
    request.attributes().forEach((name, value) -> lines.put(ATTRIBUTE + name, value));
    if (subscription.target() != null) {
      put(lines, "", subscription.target(), request.resource());
    }
    if (subscription.lookedUp() != null) {
      if (subscription.lookedUp().equals(subscription.target())) {
        lines.put(NEXT_IS_SAME, true);
      } else {
        put(lines, NEXT, subscription.lookedUp(), request.resource());
      }
    }
    if (former != null) {
      put(lines, "former.", former.registration(), subscription);
      lines.put("former.endsAt", millis(former.endsAt()));
      lines.put("former.askedAt", millis(former.askedAt()));
      lines.put("former.dueAt", millis(former.dueAt()));
    }
    if (open != null) {
      put(lines, "open.", open.registration(), subscription);
      lines.put("open.kind", open.kind()).put("open.since", millis(open.since()));
    }
    if (grant != null) {
      put(lines, "grant.", grant.registration(), subscription);
      lines.put("grant.startsAt", millis(grant.lease().startsAt()));
      lines.put("grant.endsAt", millis(grant.lease().endsAt()));
      lines.put("grant.acceptedUntil", millis(grant.acceptedUntil()));
      lines.put("grant.askedAt", millis(grant.askedAt()));
      lines.put("grant.contested", grant.contested() ? true : null);
    }
    return lines.toString();
  }

  /**
   * Parses the text of {@link #write}.
   *
   * @param version the version that the store has
   * @param dueAt the due time that the store has; null if there is none
   * @throws IllegalArgumentException if the text is malformed, or of a format that this release
   *     does not support; the message contains no secret
   */
  public Subscription read(String text, long version, @Nullable Instant dueAt) {
    Lines lines = Lines.parse(text);
    if (!lines.require(FORMAT).equals(NUMBER)) {
      throw new IllegalArgumentException(
          "the format of a subscription must be " + NUMBER + ", was " + lines.require(FORMAT));
    }
    URI resource = URI.create(lines.require("resource"));
    Target target = lines.get("hub") == null ? null : target(lines, "", resource);
    Function<String, Registration> at = prefix -> registration(lines, prefix, resource, target);
    Subscription subscription =
        Subscription.builder(
                SubscriptionId.of(lines.require("id")),
                request(lines, resource),
                instant(lines, "createdAt"))
            .wanted(lines.get("unwanted") == null)
            .target(target)
            .lookedUp(lookedUp(lines, resource, target))
            .grant(grant(lines, at))
            .former(former(lines, at))
            .open(open(lines, at))
            .progress(progress(lines, dueAt))
            .paused(lines.get("paused") != null)
            .lastUpdateAt(instantOrNull(lines, "lastUpdateAt"))
            .historyText(Objects.requireNonNullElse(lines.get("history"), ""))
            .version(version)
            .build();
    return UnreadLines.keptIn(subscription, lines);
  }

  /**
   * Parses only the application's request: for a store that lists subscriptions it cannot {@link
   * #read}.
   *
   * @throws IllegalArgumentException if that fails too
   */
  public static SubscriptionRequest requestIn(String text) {
    Lines lines = Lines.parse(text);
    return request(lines, URI.create(lines.require("resource")));
  }

  private void put(
      Lines.Writer lines, String prefix, Registration registration, Subscription whole) {
    if (!registration.target().equals(whole.target())) {
      put(lines, prefix, registration.target(), whole.request().resource());
    }
    Secret secret = registration.secret();
    lines
        .put(prefix + "callback", registration.callback().value())
        .put(prefix + "callbackBase", registration.callbackBase())
        .put(prefix + secretName, secret == null ? null : seal.apply(whole.id(), secret));
  }

  /** Leaves out a topic that is the resource. */
  private static void put(Lines.Writer lines, String prefix, Target target, URI resource) {
    String topic = target.topic().toString();
    lines.put(prefix + "topic", topic.equals(resource.toString()) ? null : topic);
    lines.put(prefix + "hub", target.hub());
  }

  private static SubscriptionRequest request(Lines lines, URI resource) {
    String hub = lines.get("requestedHub");
    String lease = lines.get("requestedLease");
    return new SubscriptionRequest(
        resource,
        hub == null ? null : URI.create(hub),
        lease == null ? null : Duration.ofSeconds(Long.parseLong(lease)),
        lines.get("unsigned") == null,
        lines.startingWith(ATTRIBUTE));
  }

  private @Nullable Target lookedUp(Lines lines, URI resource, @Nullable Target target) {
    if (lines.get(NEXT_IS_SAME) != null) {
      return target;
    }
    return lines.get(NEXT + "hub") == null ? null : target(lines, NEXT, resource);
  }

  private @Nullable Grant grant(Lines lines, Function<String, Registration> at) {
    return lines.get("grant.callback") == null
        ? null
        : new Grant(
            at.apply("grant."),
            new Lease(instant(lines, "grant.startsAt"), instant(lines, "grant.endsAt")),
            instant(lines, "grant.acceptedUntil"),
            instantOrNull(lines, "grant.askedAt"),
            lines.get("grant.contested") != null);
  }

  private Grant.@Nullable Former former(Lines lines, Function<String, Registration> at) {
    return lines.get("former.callback") == null
        ? null
        : new Grant.Former(
            at.apply("former."),
            instant(lines, "former.endsAt"),
            instantOrNull(lines, "former.askedAt"),
            instantOrNull(lines, "former.dueAt"));
  }

  private @Nullable OpenRequest open(Lines lines, Function<String, Registration> at) {
    return lines.get("open.callback") == null
        ? null
        : new OpenRequest(
            IntentKind.valueOf(lines.require("open.kind")),
            at.apply("open."),
            instant(lines, "open.since"));
  }

  /**
   * Reads what a hub knows.
   *
   * @param target that of the subscription, which stands for what says no other
   */
  private Registration registration(
      Lines lines, String prefix, URI resource, @Nullable Target target) {
    String sealed = lines.get(prefix + SEALED);
    if (sealed != null && secretName.equals(PLAIN)) {
      throw new IllegalArgumentException(
          "the secret of a subscription is encrypted, and there is no cipher here to decrypt it");
    }
    String secret = sealed == null ? lines.get(prefix + PLAIN) : sealed;
    boolean hasOwn = lines.get(prefix + "hub") != null;
    return new Registration(
        target != null && !hasOwn ? target : target(lines, hasOwn ? prefix : "", resource),
        new CallbackToken(lines.require(prefix + "callback")),
        shared(lines.require(prefix + "callbackBase")),
        secret == null ? null : unseal.apply(SubscriptionId.of(lines.require("id")), secret));
  }

  private static Progress progress(Lines lines, @Nullable Instant dueAt) {
    return new Progress(
        Integer.parseInt(lines.require("attempts")),
        problem(lines),
        instantOrNull(lines, "refusedSince"),
        lines.get("lapsed") != null,
        lines.get("givenUp") != null,
        dueAt);
  }

  /** Returns null also for a kind of problem that a later release knows. */
  private static @Nullable Problem problem(Lines lines) {
    String kind = lines.get(UnreadLines.PROBLEM);
    String text = lines.get("problemText");
    boolean past = lines.get("problemPast") != null;
    return KINDS.stream()
        .filter(each -> each.name().equals(kind))
        .findFirst()
        .map(each -> new Problem(each, Objects.requireNonNullElse(text, ""), past))
        .orElse(null);
  }

  private Target target(Lines lines, String prefix, URI resource) {
    String topic = lines.get(prefix + "topic");
    return new Target(
        topic == null ? resource : URI.create(topic), shared(lines.require(prefix + "hub")));
  }

  private URI shared(String url) {
    return urls.get(url, text -> Optional.of(URI.create(text))).orElseThrow();
  }

  private static Instant instant(Lines lines, String name) {
    return Instant.ofEpochMilli(Long.parseLong(lines.require(name)));
  }

  private static @Nullable Instant instantOrNull(Lines lines, String name) {
    return lines.get(name) == null ? null : instant(lines, name);
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
