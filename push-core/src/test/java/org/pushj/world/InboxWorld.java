package org.pushj.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.pushj.SubscriptionRequest;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.subscriber.SubscriberStatistics;
import org.pushj.tck.HubRequest;
import org.pushj.world.World.Held;

/** A world whose subscriber has an inbox, and one active subscription. */
public final class InboxWorld implements AutoCloseable {
  public final ManageableInbox inbox;
  public final World world;
  public final Held active;

  public InboxWorld(DeliverySettings.Builder settings) {
    this(new InMemoryUpdateInbox(), settings, builder -> builder);
  }

  public InboxWorld(
      ManageableInbox inbox,
      DeliverySettings.Builder settings,
      UnaryOperator<SubscriberBuilder> more) {
    this.inbox = inbox;
    this.world =
        new World(builder -> more.apply(builder.inbox(inbox).deliveries(settings.build())));
    this.active = world.active();
  }

  /** Posts content as the hub, and returns the status of the answer. */
  public int post(String content) {
    return post(active.request(), content);
  }

  /** Subscribes to something else at the hub, and returns the request. */
  public HubRequest another(String path) {
    world.subscriber.subscribe(
        SubscriptionRequest.of(URI.create("http://blog.example/" + path)).withHub(world.hub.url()));
    return world.lastRequest();
  }

  /** Posts content to another subscription, and returns the status of the answer. */
  public int post(HubRequest subscription, String content) {
    return world.hub.deliver(subscription, content.getBytes(UTF_8), "text/plain").status();
  }

  /** Lets time pass, and then the subscriber do what is due. */
  public void pass(Duration time) {
    world.pass(time);
  }

  /** Does what is due now. */
  public int work() {
    return world.subscriber.runDueWork();
  }

  public List<InboxEntry> all() {
    return inbox.list(ManageableInbox.Query.all());
  }

  public List<InboxEntry> all(InboxEntry.State state) {
    return inbox.list(ManageableInbox.Query.all().withState(state));
  }

  /** Returns the contents that the listener took, the oldest first. */
  public List<String> taken() {
    return world.listener.updates().stream().map(update -> update.text()).toList();
  }

  public SubscriberStatistics statistics() {
    return world.subscriber.operations().statistics();
  }

  @Override
  public void close() {
    world.subscriber.close();
    world.close();
  }
}
