package org.pushj.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.publisher.PublisherWorld.OTHER_TOPIC;
import static org.pushj.publisher.PublisherWorld.SOON;
import static org.pushj.publisher.PublisherWorld.TOPIC;
import static org.pushj.publisher.PublisherWorld.told;
import static org.pushj.publisher.PublisherWorld.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.hub.HubProfile;
import org.pushj.hub.HubProfiles;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;

/** {@link Publisher#publish}: what hubs are told, and what is told of them. */
class PublishTest {
  private final PublisherWorld world = new PublisherWorld();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName(
      "PUB-2: a hub gets a form POST with the mode, and the topic as hub.url and hub.topic")
  void publish_sendsAForm() {
    assertThat(world.publisher.publish(TOPIC, OTHER_TOPIC, TOPIC))
        .containsExactly(
            new PublishOutcome(world.hub.url(), TOPIC, null),
            new PublishOutcome(world.hub.url(), OTHER_TOPIC, null));
    assertThat(world.hub.requests()).hasSize(1);
    HubRequest request = world.hub.requests().get(0);
    assertThat(request.http().method()).isEqualTo("POST");
    assertThat(request.http().header("Content-Type")).hasValue("application/x-www-form-urlencoded");
    assertThat(request.http().header("User-Agent")).hasValue("test/1");
    assertThat(request.http().text())
        .isEqualTo(
            "hub.mode=publish"
                + "&hub.url=https%3A%2F%2Fblog.example%2Ffeed%3Fa%3D1%26b%3D2"
                + "&hub.topic=https%3A%2F%2Fblog.example%2Ffeed%3Fa%3D1%26b%3D2"
                + "&hub.url=https%3A%2F%2Fblog.example%2Fother"
                + "&hub.topic=https%3A%2F%2Fblog.example%2Fother");
  }

  @Test
  void publish_tellsNobody_whenThereIsNoTopic() {
    assertThat(world.publisher.publish(List.of())).isEmpty();
    assertThat(world.hub.requests()).isEmpty();
  }

  @Test
  @DisplayName("PUB-2: a hub that fails keeps no other from being told, however it fails")
  void publish_tellsEveryHub_andSaysWhatBecameOfEach() {
    List<FakeHub> hubs = new ArrayList<>();
    try {
      hubs.add(hub(HubBehaviour.refuse(500, "broken")));
      hubs.add(hub(HubBehaviour.refuse(400, "no such\ntopic")));
      hubs.add(hub(HubBehaviour.answer(FakeResponse.of(429).header("Retry-After", "120"))));
      hubs.add(hub(HubBehaviour.silence()));
      hubs.add(hub(HubBehaviour.dribble()));
      hubs.add(hub(HubBehaviour.redirect(307, "/elsewhere")));
      hubs.add(hub(HubBehaviour.answer(FakeResponse.of(202))));
      hubs.add(hub(HubBehaviour.answer(FakeResponse.of(200).body("text/plain", "fine"))));
      FakeHub gone = hub(HubBehaviour.hold());
      gone.close();
      hubs.add(gone);
      hubs.add(world.other);
      Publisher publisher =
          world.publisher(
              settings ->
                  settings
                      .hubs(hubs.stream().map(FakeHub::url).toList())
                      .hubDeadline(Duration.ofMillis(1500)));

      List<PublishOutcome> outcomes = publisher.publish(TOPIC);

      assertThat(outcomes)
          .extracting(PublishOutcome::hub)
          .containsExactlyElementsOf(hubs.stream().map(FakeHub::url).toList());
      assertThat(outcomes).extracting(PublishOutcome::topic).containsOnly(TOPIC);
      assertThat(outcomes)
          .extracting(PublishOutcome::isSuccess)
          .containsExactly(false, false, false, false, true, false, true, true, false, true);
      assertThat(problem(outcomes, 0).status()).hasValue(500);
      assertThat(problem(outcomes, 1).body()).isEqualTo("no such\ntopic");
      assertThat(problem(outcomes, 2).retryAfter()).hasValue(Duration.ofMinutes(2));
      assertThat(problem(outcomes, 3).isUndecided()).isTrue();
      assertThat(problem(outcomes, 5)).hasMessageContaining("redirects");
      assertThat(problem(outcomes, 8).isUndecided()).isTrue();
      assertThat(told(world.other)).containsExactly(TOPIC.toString());
    } finally {
      hubs.forEach(FakeHub::close);
    }
  }

  @Test
  @DisplayName("PUB-2: a hub that hangs keeps no other from being told")
  void publish_tellsTheOthers_whileAHubHangs() {
    CountDownLatch open = PublisherWorld.blocked(world.hub);
    Publisher publisher =
        world.publisher(settings -> settings.hubs(List.of(world.hub.url(), world.other.url())));
    CompletableFuture<List<PublishOutcome>> publishing =
        CompletableFuture.supplyAsync(() -> publisher.publish(topics(100)));
    world.other.awaitRequest("publish", 10, SOON);
    assertThat(publishing).isNotDone();
    open.countDown();
    assertThat(publishing).succeedsWithin(SOON);
    assertThat(publishing.join()).hasSize(200).allMatch(PublishOutcome::isSuccess);
  }

  @Test
  void publish_isNotAllowed_whereThePolicySaysSo() {
    Publisher publisher = world.publisher(settings -> settings.urlPolicy(UrlPolicy.publicOnly()));
    HubException refused = problem(publisher.publish(TOPIC), 0);
    assertThat(refused.hub()).isEqualTo(world.hub.url());
    assertThat(refused.status()).isEmpty();
    assertThat(world.hub.requests()).isEmpty();
  }

  @Test
  void publish_showsEachHubItsOwnCredentials() {
    Publisher publisher =
        world.publisher(
            settings ->
                settings
                    .hubs(List.of(world.hub.url(), world.other.url()))
                    .credentials(HubCredentials.basic("none.example", "never", "shown"))
                    .hubProfiles(
                        HubProfiles.defaults()
                            .with(
                                world.hub.url()::equals,
                                HubProfile.superfeedr("user", "password"))));
    assertThat(publisher.publish(TOPIC)).allMatch(PublishOutcome::isSuccess);
    assertThat(world.hub.requests().get(0).http().header("Authorization"))
        .hasValue("Basic dXNlcjpwYXNzd29yZA==");
    assertThat(world.other.requests().get(0).http().header("Authorization")).isEmpty();
  }

  @Test
  void publish_comesBack_whenItsThreadIsInterrupted() throws Exception {
    world.hub.behaviour(HubBehaviour.silence());
    Publisher publisher =
        world.publisher(settings -> settings.hubs(List.of(world.hub.url(), world.other.url())));
    boolean[] flag = new boolean[1];
    FutureTask<List<PublishOutcome>> publishing =
        new FutureTask<>(
            () -> {
              List<PublishOutcome> outcomes = publisher.publish(topics(100));
              flag[0] = Thread.currentThread().isInterrupted();
              return outcomes;
            });
    Thread thread = new Thread(publishing, "editor");
    thread.start();
    world.hub.awaitRequest("publish", 1, SOON);
    world.other.awaitRequest("publish", 10, SOON);
    thread.interrupt();
    List<PublishOutcome> outcomes = publishing.get(SOON.toSeconds(), TimeUnit.SECONDS);
    assertThat(flag[0]).isTrue();
    assertThat(outcomes).hasSize(200);
    assertThat(outcomes.subList(0, 100))
        .allSatisfy(
            outcome -> assertThat(outcome.problem()).hasValueSatisfying(HubException::isUndecided));
  }

  @Test
  void publish_saysWhatFailed_whenTheTransportThrowsWhatItShouldNot() {
    Publisher publisher =
        world.publisher(
            settings ->
                settings
                    .hubs(List.of(world.hub.url(), world.other.url()))
                    .transport(
                        request -> {
                          throw new IllegalStateException("a bug in a transport");
                        }));
    assertThat(publisher.publish(TOPIC))
        .extracting(outcome -> outcome.problem().orElseThrow())
        .allSatisfy(
            problem -> {
              assertThat(problem).hasRootCauseMessage("a bug in a transport");
              assertThat(problem.isUndecided()).isTrue();
            });
  }

  private static HubException problem(List<PublishOutcome> outcomes, int number) {
    return outcomes.get(number).problem().orElseThrow();
  }

  private static FakeHub hub(HubBehaviour behaviour) {
    return FakeHub.start().behaviour(behaviour);
  }
}
