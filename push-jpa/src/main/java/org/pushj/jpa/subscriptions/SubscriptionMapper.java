package org.pushj.jpa.subscriptions;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.Target;
import org.pushj.jpa.claims.UnreadableIds;
import org.pushj.jpa.secrets.SecretCipher;
import org.pushj.jpa.sql.Digests;
import org.pushj.jpa.sql.Row;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.SubscriptionText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translates between subscriptions and rows: the core writes a subscription as one text, and beside
 * it stand the columns that are searched by.
 */
public final class SubscriptionMapper {
  private static final Logger LOG =
      LoggerFactory.getLogger(SubscriptionMapper.class.getPackageName());

  private static final long UNCLAIMED = 0;

  private static final long UNREADABLE = -1;
  private static final Problem CANNOT_BE_READ =
      Problem.of(Problem.Kind.UNREADABLE, "it cannot be read; the log says why");

  private final SubscriptionText format;
  private final RecentReads recent = new RecentReads();

  /** The ids of rows that could not be read: each is logged once. */
  private final UnreadableIds unreadable = new UnreadableIds();

  public SubscriptionMapper(SecretCipher cipher) {
    this.format =
        cipher == SecretCipher.none()
            ? SubscriptionText.plain()
            : SubscriptionText.sealed(cipher::encrypt, cipher::decrypt);
  }

  /** Returns the values of a row, in the order of {@link SubscriptionTable#TABLE}. */
  List<@Nullable Object> row(Subscription subscription) {
    List<@Nullable Object> row = new ArrayList<>(changing(subscription));
    URI topic = subscription.topic();
    URI resource = subscription.request().resource();
    row.add(topic);
    row.add(resource.toString().equals(topic.toString()) ? null : resource);
    row.add(keysDigest(subscription));
    return row;
  }

  /** Returns the first values of a row, without those that stay as long as the keys stay. */
  List<@Nullable Object> changing(Subscription subscription) {
    Instant accepted = subscription.acceptedUntil();
    return Arrays.asList(
        subscription.id(),
        format.write(subscription),
        subscription.dueAt(),
        UNCLAIMED,
        subscription.version(),
        subscription.hasLease() ? 1 : 0,
        subscription.lane(),
        subscription.registration().map(Registration::callbackBase).orElse(null),
        subscription.state(),
        subscription.isFailing() ? 1 : 0,
        accepted,
        subscription.lastUpdateAt(),
        subscription.createdAt());
  }

  /** Returns what topics and hubs are searched by: the beginning of a digest, which is enough. */
  static String searchKey(URI url) {
    return Digests.shortOf(url.toString());
  }

  /**
   * Reads the columns of {@link SubscriptionTable#TABLE}, in their order.
   *
   * @throws StoreException if they cannot be read
   */
  public Subscription subscription(Row row) {
    String id = row.text();
    String text = row.text();
    try {
      return subscription(id, text, row);
    } catch (RuntimeException e) {
      LOG.atLevel(unreadable.levelOf(id))
          .setCause(e)
          .log("Subscription {} cannot be read; it is skipped until that is fixed", id);
      throw new StoreException("subscription " + id + " cannot be read", e);
    }
  }

  /** Reads the same; nothing if it cannot be read. */
  public Optional<Subscription> readable(Row row) {
    try {
      return Optional.of(subscription(row));
    } catch (StoreException logged) {
      return Optional.empty();
    }
  }

  /** Reads the same. What cannot be read is shown as failed, if what was asked for can be read. */
  public Optional<Subscription> shown(Row row) {
    return readable(row).or(() -> failed(row.again()));
  }

  /** Returns whether {@link #shown} has made it up; then the row must stay as it is. */
  public static boolean isUnreadable(Subscription subscription) {
    return subscription.version() == UNREADABLE;
  }

  private static Optional<Subscription> failed(Row row) {
    try {
      SubscriptionId id = SubscriptionId.of(row.text());
      SubscriptionRequest request = SubscriptionText.requestIn(row.text());
      return Optional.of(
          Subscription.builder(id, request, Instant.EPOCH)
              .progress(Progress.NONE.failed(CANNOT_BE_READ))
              .version(UNREADABLE)
              .build());
    } catch (IllegalArgumentException e) {
      LOG.debug("Nothing of subscription {} can be read", row.id(), e);
      return Optional.empty();
    }
  }

  private Subscription subscription(String id, String text, Row rest) {
    Instant dueAt = rest.instantOrNull();
    Instant claimedUntil = rest.instant();
    boolean claimed = dueAt != null && claimedUntil.isAfter(dueAt);
    Instant due = claimed ? claimedUntil : dueAt;
    long version = rest.number();
    return recent.get(id, text, version, due, () -> read(id, text, version, due));
  }

  /** Returns the subscription as it is read again: with all instants to the millisecond. */
  public static Subscription kept(Subscription subscription) {
    Grant grant = subscription.grant();
    Grant.Former former = subscription.former();
    OpenRequest open = subscription.open();
    Progress progress = subscription.progress();
    return Subscription.builder(
            subscription.id(), subscription.request(), millis(subscription.createdAt()))
        .wanted(subscription.wanted())
        .target(subscription.target())
        .lookedUp(subscription.lookedUp())
        .grant(grant == null ? null : kept(grant))
        .former(former == null ? null : kept(former))
        .open(open == null ? null : kept(open))
        .progress(
            progress
                .withDueAt(millisOrNull(progress.dueAt()))
                .withRefusedSince(millisOrNull(progress.refusedSince())))
        .paused(subscription.paused())
        .lastUpdateAt(millisOrNull(subscription.lastUpdateAt()))
        .historyText(subscription.historyText())
        .unknown(subscription.unknown())
        .version(subscription.version())
        .build();
  }

  private static Grant kept(Grant grant) {
    return new Grant(
        grant.registration(),
        kept(grant.lease()),
        millis(grant.acceptedUntil()),
        millisOrNull(grant.askedAt()),
        grant.contested());
  }

  private static Lease kept(Lease lease) {
    return new Lease(millis(lease.startsAt()), millis(lease.endsAt()));
  }

  private static Grant.Former kept(Grant.Former former) {
    return new Grant.Former(
        former.registration(),
        millis(former.endsAt()),
        millisOrNull(former.askedAt()),
        millisOrNull(former.dueAt()));
  }

  private static OpenRequest kept(OpenRequest open) {
    return new OpenRequest(open.kind(), open.registration(), millis(open.since()));
  }

  private static Instant millis(Instant instant) {
    return Instant.ofEpochMilli(instant.toEpochMilli());
  }

  private static @Nullable Instant millisOrNull(@Nullable Instant instant) {
    return instant == null ? null : millis(instant);
  }

  /** Returns a digest of all that is in the keys of a subscription, the same for the same. */
  static String keysDigest(Subscription subscription) {
    TreeSet<String> tokens = new TreeSet<>();
    for (CallbackToken token : SubscriptionStore.tokensOf(subscription)) {
      tokens.add(token.value());
    }
    Target target = subscription.target();
    return Digests.shortOf(
        tokens + " " + subscription.key() + "\n" + (target == null ? "" : target.key()));
  }

  /** A text that was copied from another row is not one of this row. */
  private Subscription read(String id, String text, long version, @Nullable Instant due) {
    Subscription read = format.read(text, version, due);
    if (!read.id().toString().equals(id)) {
      throw new IllegalArgumentException("the text is that of subscription " + read.id());
    }
    return read;
  }
}
