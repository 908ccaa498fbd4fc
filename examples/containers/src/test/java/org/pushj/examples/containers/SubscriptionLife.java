package org.pushj.examples.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;

/** What happens to a subscription between an application, a hub and a publisher. */
public final class SubscriptionLife implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final FakeHub hub = FakeHub.start().behaviour(HubBehaviour.later());
  private final FakeTopicSite site = FakeTopicSite.start();
  private final TrialClient trial;
  private final Supplier<Collection<String>> received;

  /**
   * Starts a hub and a publisher.
   *
   * @param trial the application
   * @param received returns the contents that its listener was given
   */
  public SubscriptionLife(TrialClient trial, Supplier<Collection<String>> received) {
    this.trial = trial;
    this.received = received;
  }

  /** Returns a topic that names the hub. */
  public URI topic(String path) {
    return site.advertise(path, hub.url());
  }

  /** Subscribes, verifies, and returns what the hub was asked. */
  public HubRequest subscribe(URI topic) throws IOException {
    HubRequest request = verified("subscribe", topic);
    assertThat(request.secret()).isPresent();
    assertThat(trial.list()).contains(topic + " ACTIVE");
    return request;
  }

  /** Renews, verifies, and returns what the hub was asked. */
  public HubRequest renew(URI topic) throws IOException {
    return verified("renew", topic);
  }

  /** Ends the subscription, after which nothing more is accepted. */
  public void unsubscribe(URI topic, HubRequest last) throws IOException {
    verified("unsubscribe", topic);
    assertThat(hub.delivery(last).content("late", "text/plain").send().status()).isEqualTo(410);
    assertThat(received.get()).doesNotContain("late");
  }

  /** Delivers signed content, which the listener is given. */
  public void deliver(HubRequest request, String content) {
    assertThat(hub.delivery(request).content(content, "text/plain").send().isSuccess()).isTrue();
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(received.get()).contains(content));
  }

  /** Delivers content with a wrong signature, which the listener is not given. */
  public void forge(HubRequest request) {
    assertThat(
            hub.delivery(request).content("forged", "text/plain").secret("guess").send().status())
        .isBetween(200, 299);
    assertThat(received.get()).doesNotContain("forged");
  }

  private HubRequest verified(String action, URI topic) throws IOException {
    String mode = action.equals("unsubscribe") ? action : "subscribe";
    int before = hub.requests(mode).size();
    trial.act(action, topic);
    HubRequest request = hub.awaitRequest(mode, before + 1, LIMIT);
    assertThat(request.topic()).isEqualTo(topic.toString());
    assertThat(hub.awaitReply(request, 1, LIMIT).isConfirmed()).isTrue();
    return request;
  }

  @Override
  public void close() {
    site.close();
    hub.close();
  }
}
