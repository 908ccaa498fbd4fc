package org.pushj.examples.benchmarks.database;

import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.pushj.Origin;
import org.pushj.SignatureAlgorithm;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.spi.InboxEntry;

/** Updates as hubs send them, each with a content of its own. Used by one thread. */
final class SampleUpdates {
  private static final URI HUB = URI.create("https://hub.example.com/");

  private final Random random = new Random();
  private final List<SubscriptionId> subscriptions;
  private final byte[] content;
  private final byte[] digest = new byte[32];

  /**
   * Makes updates.
   *
   * @param subscriptions of how many subscriptions
   * @param length how long their contents are, in bytes
   */
  SampleUpdates(int subscriptions, int length) {
    this.subscriptions =
        Stream.generate(() -> SubscriptionId.next(Instant.now())).limit(subscriptions).toList();
    this.content = new byte[length];
    random.nextBytes(content);
  }

  /** Returns the next update of some subscription. */
  InboxEntry next() {
    return next(random.nextInt(subscriptions.size()));
  }

  /** Returns the next update of a subscription; its digest stands for a content of its own. */
  InboxEntry next(int subscription) {
    random.nextBytes(digest);
    System.arraycopy(digest, 0, content, 0, digest.length);
    Instant now = Instant.now();
    URI topic = URI.create("https://site" + subscription + ".example.com/blog/feed.xml");
    return new InboxEntry(
        UpdateId.next(now),
        new Origin(subscriptions.get(subscription), topic, topic, HUB, Map.of()),
        Map.of(
            "Content-Type",
            "application/atom+xml; charset=utf-8",
            "Link",
            "<" + HUB + ">; rel=\"hub\", <" + topic + ">; rel=\"self\""),
        SignatureAlgorithm.SHA256,
        now,
        HexFormat.of().formatHex(digest),
        content.length,
        InboxEntry.State.WAITING,
        0,
        now,
        null,
        null,
        0);
  }

  /** Returns the content of the update that was returned last, until the next one. */
  byte[] content() {
    return content;
  }
}
