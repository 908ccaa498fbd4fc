package org.pushj.servlet.admin;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.servlet.admin.html.Column;
import org.pushj.servlet.admin.html.SubscriptionFacts;
import org.pushj.servlet.admin.html.Words;
import org.pushj.text.Json;

/** A subscription for programs. Its secrets and callback tokens are left out. */
final class SubscriptionJson {
  private SubscriptionJson() {}

  /** Returns all that is known. */
  static Map<String, @Nullable Object> all(Subscription subscription, Instant now) {
    Map<String, @Nullable Object> all = Column.json(SubscriptionFacts.COLUMNS, subscription, now);
    Lease lease = subscription.lease();
    Progress progress = subscription.progress();
    OpenRequest open = subscription.open();
    Grant.Former former = subscription.former();
    all.put("requestedHub", Words.url(subscription.request().hub()));
    Duration requested = subscription.request().lease();
    all.put("requestedLeaseSeconds", requested == null ? null : requested.toSeconds());
    all.put("signed", subscription.request().signed());
    all.put("leaseStartsAt", lease == null ? null : lease.startsAt());
    all.put(
        "callbackBase",
        subscription
            .registration()
            .map(Registration::callbackBase)
            .map(URI::toString)
            .orElse(null));
    all.put("attempts", progress.attempts());
    all.put("dueAt", subscription.dueAt());
    all.put("problemPast", progress.problem() != null && progress.problem().past());
    all.put("refusedSince", progress.refusedSince());
    all.put("givenUp", progress.givenUp());
    all.put("openRequest", open == null ? null : open.kind());
    all.put("openRequestSince", open == null ? null : open.since());
    all.put("formerHub", former == null ? null : Words.url(former.hub()));
    all.put("formerEndsAt", former == null ? null : former.endsAt());
    all.put("createdAt", subscription.createdAt());
    all.put("version", subscription.version());
    all.put(
        "history",
        subscription.history().stream()
            .map(each -> Json.object("at", each.at(), "text", each.text()))
            .toList());
    return all;
  }
}
