package org.pushj.jpa;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.FormerGrant;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.PendingIntent;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;

/** Translates between subscriptions and rows. */
final class SubscriptionMapper {
  private final SecretCipher cipher;

  SubscriptionMapper(SecretCipher cipher) {
    this.cipher = cipher;
  }

  SubscriptionRow row(Subscription subscription) {
    SubscriptionRow row = new SubscriptionRow();
    SubscriptionRequest request = subscription.request();
    row.id = subscription.id().toString();
    row.resource = request.resource().toString();
    row.requestedHub = text(request.hub());
    row.requestedLease = request.lease() == null ? null : request.lease().toSeconds();
    row.isSigned = request.signed() ? 1 : 0;
    row.topic = subscription.topic().toString();
    row.hub = subscription.hub().toString();
    row.topicKey = Digests.of(subscription.topic(), subscription.hub());
    row.hubKey = Digests.of(subscription.hub());
    row.callback = subscription.callback().value();
    row.callbackBase = subscription.callbackBase().toString();
    row.secret = encrypted(subscription.id(), subscription.secret());
    row.state = subscription.state().name();
    row.problem = subscription.problem();
    row.attempts = subscription.attempts();
    row.dueAt = millis(subscription.dueAt());
    row.lastUpdateAt = millis(subscription.lastUpdateAt());
    row.createdAt = subscription.createdAt().toEpochMilli();
    row.version = subscription.version();
    setLease(row, subscription.lease());
    setPending(row, subscription.id(), subscription.pending());
    setFormer(row, subscription.id(), subscription.former());
    return row;
  }

  /** Reads the values of {@link SubscriptionRow#ATTRIBUTES}, in their order. */
  Subscription subscription(@Nullable Object[] values) {
    RowReader row = new RowReader(values);
    SubscriptionId id = SubscriptionId.of(row.text());
    SubscriptionRequest request = request(row);
    return new Subscription(
        id,
        request,
        topic(row.text(), request.resource()),
        URI.create(row.text()),
        new CallbackToken(row.text()),
        URI.create(row.text()),
        decrypted(id, row.textOrNull()),
        SubscriptionState.valueOf(row.text()),
        lease(row),
        pending(id, row),
        former(id, row),
        row.textOrNull(),
        Math.toIntExact(row.number()),
        row.instantOrNull(),
        row.instantOrNull(),
        row.instant(),
        row.number());
  }

  /** Returns the subscription with all instants as the database keeps them: to the millisecond. */
  static Subscription kept(Subscription subscription) {
    Lease lease = subscription.lease();
    PendingIntent open = subscription.pending();
    FormerGrant former = subscription.former();
    return new Subscription(
        subscription.id(),
        subscription.request(),
        subscription.topic(),
        subscription.hub(),
        subscription.callback(),
        subscription.callbackBase(),
        subscription.secret(),
        subscription.state(),
        lease == null ? null : new Lease(kept(lease.startsAt()), kept(lease.endsAt())),
        open == null
            ? null
            : new PendingIntent(
                open.kind(),
                open.topic(),
                open.hub(),
                open.callback(),
                open.callbackBase(),
                open.secret(),
                kept(open.since())),
        former == null
            ? null
            : new FormerGrant(
                former.topic(),
                former.hub(),
                former.callback(),
                former.callbackBase(),
                former.secret(),
                kept(former.endsAt()),
                keptOrNull(former.askedAt())),
        subscription.problem(),
        subscription.attempts(),
        keptOrNull(subscription.dueAt()),
        keptOrNull(subscription.lastUpdateAt()),
        kept(subscription.createdAt()),
        subscription.version());
  }

  private static Instant kept(Instant instant) {
    return Instant.ofEpochMilli(instant.toEpochMilli());
  }

  private static @Nullable Instant keptOrNull(@Nullable Instant instant) {
    return instant == null ? null : kept(instant);
  }

  private static void setLease(SubscriptionRow row, @Nullable Lease lease) {
    if (lease != null) {
      row.leaseStartsAt = lease.startsAt().toEpochMilli();
      row.leaseEndsAt = lease.endsAt().toEpochMilli();
    }
  }

  private void setPending(SubscriptionRow row, SubscriptionId id, @Nullable PendingIntent open) {
    if (open != null) {
      row.pendingKind = open.kind().name();
      row.pendingTopic = open.topic().toString();
      row.pendingHub = open.hub().toString();
      row.pendingCallback = open.callback().value();
      row.pendingCallbackBase = open.callbackBase().toString();
      row.pendingSecret = encrypted(id, open.secret());
      row.pendingSince = open.since().toEpochMilli();
    }
  }

  private void setFormer(SubscriptionRow row, SubscriptionId id, @Nullable FormerGrant former) {
    if (former != null) {
      row.formerTopic = former.topic().toString();
      row.formerHub = former.hub().toString();
      row.formerCallback = former.callback().value();
      row.formerCallbackBase = former.callbackBase().toString();
      row.formerSecret = encrypted(id, former.secret());
      row.formerEndsAt = former.endsAt().toEpochMilli();
      row.formerAskedAt = millis(former.askedAt());
    }
  }

  private static SubscriptionRequest request(RowReader row) {
    URI resource = URI.create(row.text());
    String hub = row.textOrNull();
    Long lease = row.numberOrNull();
    return new SubscriptionRequest(
        resource,
        hub == null ? null : URI.create(hub),
        lease == null ? null : Duration.ofSeconds(lease),
        row.number() != 0);
  }

  /** Takes the resource for the topic if they are the same text: reading a URL is slow. */
  private static URI topic(String text, URI resource) {
    return text.equals(resource.toString()) ? resource : URI.create(text);
  }

  private static @Nullable Lease lease(RowReader row) {
    Instant startsAt = row.instantOrNull();
    Instant endsAt = row.instantOrNull();
    return startsAt == null || endsAt == null ? null : new Lease(startsAt, endsAt);
  }

  private @Nullable PendingIntent pending(SubscriptionId id, RowReader row) {
    String kind = row.textOrNull();
    if (kind == null) {
      row.skip(6);
      return null;
    }
    return new PendingIntent(
        IntentKind.valueOf(kind),
        URI.create(row.text()),
        URI.create(row.text()),
        new CallbackToken(row.text()),
        URI.create(row.text()),
        decrypted(id, row.textOrNull()),
        row.instant());
  }

  private @Nullable FormerGrant former(SubscriptionId id, RowReader row) {
    String topic = row.textOrNull();
    if (topic == null) {
      row.skip(6);
      return null;
    }
    return new FormerGrant(
        URI.create(topic),
        URI.create(row.text()),
        new CallbackToken(row.text()),
        URI.create(row.text()),
        decrypted(id, row.textOrNull()),
        row.instant(),
        row.instantOrNull());
  }

  private @Nullable String encrypted(SubscriptionId id, @Nullable Secret secret) {
    return secret == null ? null : cipher.encrypt(id, secret);
  }

  private @Nullable Secret decrypted(SubscriptionId id, @Nullable String text) {
    return text == null ? null : cipher.decrypt(id, text);
  }

  private static @Nullable String text(@Nullable URI url) {
    return url == null ? null : url.toString();
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
