package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Rejection;
import org.pushj.Subscription;
import org.pushj.SubscriptionListener;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.Delivery;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.PushExtension;
import org.pushj.world.World;

/** A hub has its answer before the listener hears of it, by the executor that is the default. */
@ExtendWith(PushExtension.class)
class AnswerFirstTest {
  private final FakeHub hub;
  private final FakeTopicSite site;
  private final CountDownLatch answered = new CountDownLatch(1);
  private final CountDownLatch heard = new CountDownLatch(1);
  private final CountDownLatch rejected = new CountDownLatch(1);
  private final AtomicBoolean inTime = new AtomicBoolean();
  private final Subscriber subscriber;

  AnswerFirstTest(FakeHub hub, FakeTopicSite site, CallbackServer callbacks) {
    this.hub = hub;
    this.site = site;
    subscriber =
        Subscriber.builder()
            .callbackBase(callbacks.base())
            .listener(update -> {})
            .subscriptionListener(new Blocking())
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    callbacks.serve(subscriber.callbackHandler());
  }

  @AfterEach
  void end() {
    subscriber.close();
  }

  @Test
  void verification_isAnswered_whileTheListenerBlocks() throws Exception {
    HubRequest request = held();
    CallbackReply reply = hub.verify(request);
    answered.countDown();
    assertThat(reply.isConfirmed()).isTrue();
    assertHeardAfterTheAnswer();
  }

  @Test
  void subscribe_returns_whileTheListenerBlocks_atAHubThatVerifiesWithinTheRequest()
      throws Exception {
    Subscription active = subscriber.subscribe(site.advertise("/feed", hub.url()));
    answered.countDown();
    assertThat(active.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(hub.replies()).allSatisfy(reply -> assertThat(reply.isConfirmed()).isTrue());
    assertHeardAfterTheAnswer();
  }

  @Test
  void denial_isAnswered_whileTheListenerBlocks() throws Exception {
    HubRequest request = held();
    CallbackReply reply = hub.deny(request, "no");
    answered.countDown();
    assertThat(reply.status()).isEqualTo(200);
    assertHeardAfterTheAnswer();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void forgedContent_isAnswered_whileTheListenerBlocks(boolean signed) throws Exception {
    HubRequest request = held();
    hub.verify(request);
    Delivery forged = hub.delivery(request).content("x", "text/plain");
    CallbackReply reply = (signed ? forged.secret("guessed") : forged.unsigned()).send();
    answered.countDown();
    assertThat(reply.status()).isEqualTo(signed ? 200 : 403);
    assertThat(rejected.await(World.SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    assertThat(inTime).isTrue();
  }

  @Test
  void endOfASubscription_isAnswered_whileTheListenerBlocks() throws Exception {
    HubRequest request = held();
    hub.behaviour(HubBehaviour.hold());
    subscriber.unsubscribe(subscriber.operations().list(SubscriptionQuery.all()).get(0).id());
    assertThat(hub.verify(request).status()).isEqualTo(404);
    CallbackReply reply = hub.verify(hub.awaitRequest("unsubscribe", 1, World.SOON));
    answered.countDown();
    assertThat(reply.isConfirmed()).isTrue();
    assertHeardAfterTheAnswer();
  }

  private HubRequest held() {
    hub.behaviour(HubBehaviour.hold());
    subscriber.subscribe(site.advertise("/feed", hub.url()));
    return hub.awaitRequest("subscribe", 1, World.SOON);
  }

  private void assertHeardAfterTheAnswer() throws InterruptedException {
    assertThat(heard.await(World.SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    assertThat(inTime).isTrue();
  }

  /** Blocks until the hub has its answer, as one that fetches the topic from the same server. */
  private final class Blocking implements SubscriptionListener {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public void onVerified(Subscription subscription) {
      block();
    }

    @Override
    public void onDenied(Subscription subscription, String reason) {
      block();
    }

    @Override
    public void onRejected(Subscription subscription, Rejection rejection) {
      block();
      rejected.countDown();
    }

    @Override
    public void onUnsubscribed(Subscription subscription) {
      block();
    }

    private void block() {
      try {
        inTime.set(answered.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      heard.countDown();
    }
  }
}
