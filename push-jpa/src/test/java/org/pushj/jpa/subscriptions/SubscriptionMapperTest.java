package org.pushj.jpa.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Subscription;
import org.pushj.spi.SubscriptionText;
import org.pushj.tck.SubscriptionBuilder;

class SubscriptionMapperTest {
  private static final int NANOS = 345_678;

  @ParameterizedTest
  @MethodSource("org.pushj.tck.SampleSubscriptions#all")
  void subscription_isKeptAsItIsReadAgain_withoutBeingRead(SubscriptionBuilder sample) {
    Subscription whole = sample.build();
    Subscription changed = withNanos(whole);

    Subscription kept = SubscriptionMapper.kept(changed);

    Instant due = changed.dueAt();
    Subscription read =
        SubscriptionText.plain()
            .read(
                SubscriptionText.plain().write(changed),
                changed.version(),
                due == null ? null : due.minusNanos(NANOS));
    assertThat(kept).isEqualTo(read).isNotEqualTo(changed).hasToString(read.toString());
    assertThat(kept.request()).isSameAs(changed.request());
    assertThat(SubscriptionMapper.kept(whole)).as("nothing to cut").isEqualTo(whole);
  }

  private static Subscription withNanos(Subscription whole) {
    Grant grant = whole.grant();
    Grant.Former former = whole.former();
    OpenRequest open = whole.open();
    Instant due = whole.dueAt();
    Instant refused = whole.progress().refusedSince();
    Instant heard = whole.lastUpdateAt();
    return Subscription.builder(whole.id(), whole.request(), whole.createdAt().plusNanos(NANOS))
        .wanted(whole.wanted())
        .target(whole.target())
        .grant(
            grant == null
                ? null
                : new Grant(
                    grant.registration(),
                    withNanos(grant.lease()),
                    grant.acceptedUntil().plusNanos(NANOS),
                    grant.askedAt() == null ? null : grant.askedAt().plusNanos(NANOS),
                    grant.contested()))
        .former(
            former == null
                ? null
                : new Grant.Former(
                    former.registration(),
                    former.endsAt().plusNanos(NANOS),
                    former.askedAt() == null ? null : former.askedAt().plusNanos(NANOS),
                    former.dueAt() == null ? null : former.dueAt().plusNanos(NANOS)))
        .open(
            open == null
                ? null
                : new OpenRequest(open.kind(), open.registration(), open.since().plusNanos(NANOS)))
        .progress(
            whole
                .progress()
                .withDueAt(due == null ? null : due.plusNanos(NANOS))
                .withRefusedSince(refused == null ? null : refused.plusNanos(NANOS)))
        .lastUpdateAt(heard == null ? null : heard.plusNanos(NANOS))
        .version(whole.version())
        .build();
  }

  private static Lease withNanos(Lease lease) {
    return new Lease(lease.startsAt().plusNanos(NANOS), lease.endsAt().plusNanos(NANOS));
  }
}
