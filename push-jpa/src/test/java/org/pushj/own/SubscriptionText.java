package org.pushj.own;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

/** A subscription as one line of text. */
final class SubscriptionText {
  private static final String NOTHING = "-";

  private SubscriptionText() {}

  static String write(Subscription subscription) {
    SubscriptionRequest request = subscription.request();
    Lease lease = subscription.lease();
    PendingIntent open = subscription.pending();
    FormerGrant former = subscription.former();
    return Stream.of(
            subscription.id(),
            request.resource(),
            request.hub(),
            request.lease(),
            request.signed(),
            subscription.topic(),
            subscription.hub(),
            subscription.callback().value(),
            subscription.callbackBase(),
            value(subscription.secret()),
            subscription.state(),
            lease == null ? null : lease.startsAt(),
            lease == null ? null : lease.endsAt(),
            open == null ? null : open.kind(),
            open == null ? null : open.topic(),
            open == null ? null : open.hub(),
            open == null ? null : open.callback().value(),
            open == null ? null : open.callbackBase(),
            open == null ? null : value(open.secret()),
            open == null ? null : open.since(),
            former == null ? null : former.topic(),
            former == null ? null : former.hub(),
            former == null ? null : former.callback().value(),
            former == null ? null : former.callbackBase(),
            former == null ? null : value(former.secret()),
            former == null ? null : former.endsAt(),
            former == null ? null : former.askedAt(),
            subscription.problem(),
            subscription.attempts(),
            subscription.dueAt(),
            subscription.lastUpdateAt(),
            subscription.createdAt(),
            subscription.version())
        .map(each -> each == null ? NOTHING : "+" + URLEncoder.encode(each.toString(), UTF_8))
        .collect(Collectors.joining(" "));
  }

  static Subscription read(String line) {
    Fields fields = new Fields(line);
    return new Subscription(
        SubscriptionId.of(fields.next()),
        new SubscriptionRequest(
            URI.create(fields.next()),
            fields.orNull(URI::create),
            fields.orNull(Duration::parse),
            Boolean.parseBoolean(fields.next())),
        URI.create(fields.next()),
        URI.create(fields.next()),
        new CallbackToken(fields.next()),
        URI.create(fields.next()),
        fields.orNull(Secret::new),
        SubscriptionState.valueOf(fields.next()),
        lease(fields),
        pending(fields),
        former(fields),
        fields.orNull(text -> text),
        Integer.parseInt(fields.next()),
        fields.orNull(Instant::parse),
        fields.orNull(Instant::parse),
        Instant.parse(fields.next()),
        Long.parseLong(fields.next()));
  }

  private static @Nullable Lease lease(Fields fields) {
    Instant startsAt = fields.orNull(Instant::parse);
    Instant endsAt = fields.orNull(Instant::parse);
    return startsAt == null || endsAt == null ? null : new Lease(startsAt, endsAt);
  }

  private static @Nullable PendingIntent pending(Fields fields) {
    String kind = fields.orNull(text -> text);
    URI topic = fields.orNull(URI::create);
    URI hub = fields.orNull(URI::create);
    String callback = fields.orNull(text -> text);
    URI callbackBase = fields.orNull(URI::create);
    Secret secret = fields.orNull(Secret::new);
    Instant since = fields.orNull(Instant::parse);
    return kind == null
        ? null
        : new PendingIntent(
            IntentKind.valueOf(kind),
            topic,
            hub,
            new CallbackToken(callback),
            callbackBase,
            secret,
            since);
  }

  private static @Nullable FormerGrant former(Fields fields) {
    URI topic = fields.orNull(URI::create);
    URI hub = fields.orNull(URI::create);
    String callback = fields.orNull(text -> text);
    URI callbackBase = fields.orNull(URI::create);
    Secret secret = fields.orNull(Secret::new);
    Instant endsAt = fields.orNull(Instant::parse);
    Instant askedAt = fields.orNull(Instant::parse);
    return topic == null
        ? null
        : new FormerGrant(
            topic, hub, new CallbackToken(callback), callbackBase, secret, endsAt, askedAt);
  }

  private static @Nullable String value(@Nullable Secret secret) {
    return secret == null ? null : secret.value();
  }

  /** The fields of a line, one after the other. */
  private static final class Fields {
    private final Iterator<String> rest;

    Fields(String line) {
      rest = Arrays.asList(line.split(" ", -1)).iterator();
    }

    <T> @Nullable T orNull(Function<String, T> reader) {
      String field = rest.next();
      return field.equals(NOTHING)
          ? null
          : reader.apply(URLDecoder.decode(field.substring(1), UTF_8));
    }

    String next() {
      return Objects.requireNonNull(orNull(text -> text));
    }
  }
}
