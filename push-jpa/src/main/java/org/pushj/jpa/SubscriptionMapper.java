package org.pushj.jpa;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.FormerGrant;
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

  /** Returns the values of a row, in the order of {@link SubscriptionTable#TABLE}. */
  List<@Nullable Object> row(Subscription subscription) {
    SubscriptionId id = subscription.id();
    SubscriptionRequest request = subscription.request();
    Lease lease = subscription.lease();
    PendingIntent open = subscription.pending();
    FormerGrant former = subscription.former();
    return Arrays.asList(
        id,
        request.resource(),
        request.hub(),
        request.lease() == null ? null : request.lease().toSeconds(),
        request.signed() ? 1 : 0,
        subscription.topic(),
        subscription.hub(),
        subscription.callback().value(),
        subscription.callbackBase(),
        encrypted(id, subscription.secret()),
        subscription.state(),
        lease == null ? null : lease.startsAt(),
        lease == null ? null : lease.endsAt(),
        open == null ? null : open.kind(),
        open == null ? null : open.topic(),
        open == null ? null : open.hub(),
        open == null ? null : open.callback().value(),
        open == null ? null : open.callbackBase(),
        open == null ? null : encrypted(id, open.secret()),
        open == null ? null : open.since(),
        former == null ? null : former.topic(),
        former == null ? null : former.hub(),
        former == null ? null : former.callback().value(),
        former == null ? null : former.callbackBase(),
        former == null ? null : encrypted(id, former.secret()),
        former == null ? null : former.endsAt(),
        former == null ? null : former.askedAt(),
        subscription.problem(),
        subscription.attempts(),
        subscription.dueAt(),
        subscription.lastUpdateAt(),
        subscription.createdAt(),
        subscription.version(),
        Digests.of(subscription.topic(), subscription.hub()),
        Digests.of(subscription.hub()));
  }

  /** Reads the columns of {@link SubscriptionTable#TABLE}, in their order. */
  Subscription subscription(Row row) {
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
        row.count(),
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

  private static SubscriptionRequest request(Row row) {
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

  private static @Nullable Lease lease(Row row) {
    Instant startsAt = row.instantOrNull();
    Instant endsAt = row.instantOrNull();
    return startsAt == null || endsAt == null ? null : new Lease(startsAt, endsAt);
  }

  private @Nullable PendingIntent pending(SubscriptionId id, Row row) {
    String kind = row.textOrNull();
    if (kind == null) {
      row.skip(6);
      return null;
    }
    return new PendingIntent(
        PendingIntent.Kind.valueOf(kind),
        URI.create(row.text()),
        URI.create(row.text()),
        new CallbackToken(row.text()),
        URI.create(row.text()),
        decrypted(id, row.textOrNull()),
        row.instant());
  }

  private @Nullable FormerGrant former(SubscriptionId id, Row row) {
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
}
