package org.pushj.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.Diagnosis;
import org.pushj.Diagnosis.Check;
import org.pushj.Diagnosis.Finding;
import org.pushj.Diagnosis.Result;
import org.pushj.HubException;
import org.pushj.Registration;
import org.pushj.SubscriptionId;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.FormHubClient;
import org.pushj.hub.HubProfiles;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.World;

/** How much diagnoses ask of others: each verdict has its test beside the servlet. */
class DiagnosesTest {
  private final AtomicInteger views = new AtomicInteger();
  private Runnable viewing = views::incrementAndGet;
  private final World world = new World(settings -> settings.hubClient(new Telling()));

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void view_isNotAskedFor_whileTheHubIsSpared() {
    SubscriptionId id = world.active().subscription().id();
    assertThat(found(id, Check.HUB_VIEW).result()).isEqualTo(Result.OK);
    world.hub.behaviour(HubBehaviour.refuse(503, "overload"));
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> world.subscriber.renew(id)).isInstanceOf(HubException.class);
    }

    Finding view = found(id, Check.HUB_VIEW);
    assertThat(view.result()).isEqualTo(Result.UNKNOWN);
    assertThat(view.text()).startsWith("Not asked, since it fails").contains(" until ");
    assertThat(views).as("how often it was asked").hasValue(1);
  }

  @Test
  void diagnoses_areFourAtATime_andTheOthersWait() throws Exception {
    SubscriptionId id = world.active().subscription().id();
    CyclicBarrier five = new CyclicBarrier(5);
    AtomicInteger most = new AtomicInteger();
    viewing =
        () -> {
          most.accumulateAndGet(views.incrementAndGet(), Math::max);
          await(five);
          views.decrementAndGet();
        };
    ExecutorService operators = Executors.newFixedThreadPool(6);
    Callable<Finding> diagnosis = () -> found(id, Check.HUB_VIEW);
    for (Future<Finding> each : operators.invokeAll(Collections.nCopies(6, diagnosis))) {
      assertThat(each.get().result()).isEqualTo(Result.OK);
    }
    operators.shutdown();
    assertThat(most).hasValue(4);
  }

  @Test
  void diagnosis_startsNoThreadOfTheJdk_thatWouldKeepAnApplicationAlive() {
    SubscriptionId id = world.active().subscription().id();
    Set<Thread> before = delaying();
    assertThat(found(id, Check.HUB).result()).isEqualTo(Result.OK);
    assertThat(delaying()).isSubsetOf(before);
  }

  @Test
  void diagnosis_saysWhatWasNotLookedAt_whenItHasNoTurn() {
    SubscriptionId id = world.active().subscription().id();
    Thread.currentThread().interrupt();
    Finding hub = found(id, Check.HUB);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(hub.result()).isEqualTo(Result.UNKNOWN);
    assertThat(hub.text()).startsWith("Not looked at");
    assertThat(views).hasValue(0);
  }

  private Finding found(SubscriptionId id, Check check) {
    Diagnosis diagnosis = world.subscriber.operations().diagnose(id).orElseThrow();
    return diagnosis.findings().stream()
        .filter(each -> each.check() == check)
        .findFirst()
        .orElseThrow();
  }

  private static Set<Thread> delaying() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("CompletableFutureDelayScheduler"))
        .collect(Collectors.toSet());
  }

  private static void await(CyclicBarrier five) {
    try {
      five.await(500, TimeUnit.MILLISECONDS);
    } catch (BrokenBarrierException | TimeoutException e) {
      // No fifth has come, as it should be.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A client of a hub that tells what it knows. */
  private final class Telling implements HubClient {
    private final HubClient forms =
        new FormHubClient(
            JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build(),
            HubCredentials.none(),
            HubProfiles.defaults(),
            "test",
            World.SOON,
            InstantSource.system());

    @Override
    public Reply ask(Ask ask) {
      return forms.ask(ask);
    }

    @Override
    public void publish(Ping ping) {
      forms.publish(ping);
    }

    @Override
    public Optional<View> view(Registration known) {
      viewing.run();
      return Optional.of(new View(true, "State: verified"));
    }
  }
}
