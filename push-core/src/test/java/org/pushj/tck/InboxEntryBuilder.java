package org.pushj.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pushj.Origin;
import org.pushj.SignatureAlgorithm;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.spi.InboxEntry;

/**
 * Builds updates for tests of an inbox, as they are when they were just received. Each builder
 * starts with an id, a subscription, a topic and a content of its own; the ids sort by the order in
 * which the builders were made. A builder is for one thread.
 *
 * @since 0.1
 */
public final class InboxEntryBuilder {
  private static final AtomicLong COUNTER = new AtomicLong();

  private final UpdateId id;
  private SubscriptionId subscription;
  private URI topic;
  private URI hub = SubscriptionBuilder.HUB;
  private URI resource;
  private Map<String, String> attributes = Map.of();
  private Map<String, String> headers =
      Map.of("Content-Type", "text/plain", "Link", "<https://hub.example/>; rel=\"hub\"");
  private @Nullable SignatureAlgorithm signature = SignatureAlgorithm.SHA256;
  private Instant receivedAt = ManualClock.START;
  private @Nullable Instant dueAt;
  private byte[] content;

  private InboxEntryBuilder(long number) {
    Instant made = ManualClock.START.plusMillis(number);
    id = UpdateId.next(made);
    subscription = SubscriptionId.next(made);
    topic = URI.create("https://topic.example/" + number);
    resource = URI.create("https://resource.example/" + number);
    content = ("content " + number).getBytes(UTF_8);
  }

  /** Starts with an update that was received at {@link ManualClock#START} and is due since then. */
  public static InboxEntryBuilder received() {
    return new InboxEntryBuilder(COUNTER.incrementAndGet());
  }

  /** Sets the subscription whose callback was called. */
  public InboxEntryBuilder subscription(SubscriptionId subscription) {
    this.subscription = subscription;
    return this;
  }

  /** Sets the topic, a URL. */
  public InboxEntryBuilder topic(String topic) {
    this.topic = URI.create(topic);
    return this;
  }

  /** Sets the hub, a URL. */
  public InboxEntryBuilder hub(String hub) {
    this.hub = URI.create(hub);
    return this;
  }

  /** Sets what the application asked for, a URL. */
  public InboxEntryBuilder resource(String resource) {
    this.resource = URI.create(resource);
    return this;
  }

  /** Sets the headers that are kept. */
  public InboxEntryBuilder headers(Map<String, String> headers) {
    this.headers = headers;
    return this;
  }

  /** Sets the algorithm of the signature; null for none. */
  public InboxEntryBuilder signature(@Nullable SignatureAlgorithm signature) {
    this.signature = signature;
    return this;
  }

  /** Sets when the update was received, and is due unless something else is said. */
  public InboxEntryBuilder receivedAt(Instant receivedAt) {
    this.receivedAt = receivedAt;
    return this;
  }

  /** Sets when the update is due. */
  public InboxEntryBuilder dueAt(Instant dueAt) {
    this.dueAt = dueAt;
    return this;
  }

  /** Sets the content. */
  public InboxEntryBuilder content(byte[] content) {
    this.content = content.clone();
    return this;
  }

  /** Sets what the application has attached. */
  public InboxEntryBuilder attributes(Map<String, String> attributes) {
    this.attributes = attributes;
    return this;
  }

  /** Sets the content, a text. */
  public InboxEntryBuilder content(String content) {
    return content(content.getBytes(UTF_8));
  }

  /** Returns the content. */
  public byte[] content() {
    return content.clone();
  }

  /** Returns the entry as it is now. */
  public InboxEntry build() {
    return new InboxEntry(
        id,
        new Origin(subscription, resource, topic, hub, attributes),
        headers,
        signature,
        receivedAt,
        sha256(),
        content.length,
        InboxEntry.State.WAITING,
        0,
        dueAt == null ? receivedAt : dueAt,
        null,
        null,
        0);
  }

  private String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
