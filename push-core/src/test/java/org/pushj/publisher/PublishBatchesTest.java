package org.pushj.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.publisher.PublisherWorld.sizes;
import static org.pushj.publisher.PublisherWorld.told;
import static org.pushj.publisher.PublisherWorld.topics;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.hub.HubProfile;
import org.pushj.hub.HubProfiles;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;

/** Many topics are told in few requests, and one that is refused keeps no other from being told. */
class PublishBatchesTest {
  private final PublisherWorld world = new PublisherWorld();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName("PUB-2: a thousand topics are told in batches of ten")
  void publish_sendsBatches() {
    List<PublishOutcome> outcomes = world.publisher.publish(topics(1000));
    assertThat(outcomes).hasSize(1000).allMatch(PublishOutcome::isSuccess);
    assertThat(outcomes).extracting(PublishOutcome::topic).isEqualTo(topics(1000));
    assertThat(sizes(world.hub)).hasSize(100).containsOnly(10);
    assertThat(told(world.hub)).containsExactlyInAnyOrderElementsOf(texts(topics(1000)));
  }

  @ParameterizedTest
  @CsvSource({"1, 25, 25", "10, 25, 3", "25, 25, 1", "1000, 25, 1"})
  void publish_sendsBatches_ofTheSizeThatTheHubTakes(int size, int count, int requests) {
    HubProfiles profiles =
        HubProfiles.defaults()
            .with(
                world.hub.url()::equals, HubProfile.w3c().toBuilder().topicsPerPing(size).build());
    Publisher publisher = world.publisher(settings -> settings.hubProfiles(profiles));
    assertThat(publisher.publish(topics(count))).allMatch(PublishOutcome::isSuccess);
    assertThat(sizes(world.hub)).hasSize(requests);
    assertThat(told(world.hub)).hasSize(count);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  @DisplayName("PUB-2: a topic that a hub refuses keeps no other from being told")
  void batch_isSplit_whenOneOfItsTopicsIsRefused(int bad) {
    URI refused = topics(10).get(bad);
    world.hub.behaviour(HubBehaviour.hold().refusingTopics(400, refused.toString()::equals));
    List<PublishOutcome> outcomes = world.publisher.publish(topics(10));
    assertThat(outcomes).extracting(PublishOutcome::topic).isEqualTo(topics(10));
    assertThat(outcomes)
        .filteredOn(outcome -> !outcome.isSuccess())
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.topic()).isEqualTo(refused);
              assertThat(outcome.problem().orElseThrow().status()).hasValue(400);
            });
    assertThat(told(world.hub)).containsAll(texts(topics(10)));
    assertThat(world.hub.requests()).hasSizeLessThanOrEqualTo(1 + 2 * 4);
  }

  @Test
  void batch_isSplit_whenSeveralAreRefused() {
    Set<String> refused = Set.of(topics(10).get(1).toString(), topics(10).get(8).toString());
    world.hub.behaviour(HubBehaviour.hold().refusingTopics(404, refused::contains));
    assertThat(world.publisher.publish(topics(10)))
        .filteredOn(outcome -> !outcome.isSuccess())
        .extracting(outcome -> outcome.topic().toString())
        .containsExactlyInAnyOrderElementsOf(refused);
  }

  @Test
  void batch_costsFewerThanTwoRequestsForEachTopic_whenAllAreRefused() {
    world.hub.behaviour(HubBehaviour.refuse(400, "nothing is known here"));
    assertThat(world.publisher.publish(topics(10))).noneMatch(PublishOutcome::isSuccess);
    assertThat(world.hub.requests()).hasSize(19);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 405, 429, 500, 503})
  void batch_isNotSplit_whenItIsNotATopicThatIsRefused(int status) {
    world.hub.behaviour(HubBehaviour.refuse(status, "no"));
    assertThat(world.publisher.publish(topics(10)))
        .hasSize(10)
        .allSatisfy(
            outcome -> assertThat(outcome.problem().orElseThrow().status()).hasValue(status));
    assertThat(world.hub.requests()).hasSize(1);
  }

  @Test
  void batch_goesWithoutTheTopic_thatIsTooLongForTheHub() {
    URI tooLong = URI.create("https://blog.example/" + "x".repeat(100));
    HubProfiles profiles =
        HubProfiles.defaults()
            .with(world.hub.url()::equals, HubProfile.w3c().toBuilder().maxTopic(100).build());
    Publisher publisher = world.publisher(settings -> settings.hubProfiles(profiles));
    List<PublishOutcome> outcomes =
        publisher.publish(topics(3).get(0), tooLong, topics(3).get(1), topics(3).get(2));
    assertThat(outcomes)
        .extracting(PublishOutcome::isSuccess)
        .containsExactly(true, false, true, true);
    assertThat(outcomes.get(1).problem().orElseThrow())
        .hasMessageContainingAll("hub.topic", "at most 100");
    assertThat(told(world.hub)).containsExactlyInAnyOrderElementsOf(texts(topics(3)));
  }

  @Test
  void hub_isNotAskedAnyMore_onceItsBreakerIsOpen() {
    world.hub.behaviour(HubBehaviour.refuse(503, "overloaded"));
    Publisher publisher =
        world.publisher(settings -> settings.hubs(List.of(world.hub.url(), world.other.url())));
    List<PublishOutcome> outcomes = publisher.publish(topics(1000));
    assertThat(outcomes.subList(0, 1000)).noneMatch(PublishOutcome::isSuccess);
    assertThat(outcomes.subList(1000, 2000)).allMatch(PublishOutcome::isSuccess);
    assertThat(world.hub.requests()).hasSizeBetween(5, 5 + 4);
    assertThat(outcomes.get(999).problem().orElseThrow())
        .hasMessageContainingAll("circuit breaker is open until", "2026-01-01T00:01:00Z");
  }

  @Test
  void hub_isAsked_whileItsBreakerIsOpen_sinceTheCallerAsksForIt() {
    world.hub.behaviour(HubBehaviour.answer(FakeResponse.of(503).header("Retry-After", "3600")));
    world.publisher.publish(topics(1));
    world.hub.behaviour(HubBehaviour.hold());
    world.clock.advance(Duration.ofMinutes(1));
    assertThat(world.publisher.publish(topics(1))).allMatch(PublishOutcome::isSuccess);
  }

  @Test
  void profile_whoseLookUpFails_isTheFailureOfEachTopic() {
    HubProfiles profiles =
        HubProfiles.defaults()
            .with(
                hub -> {
                  throw new IllegalStateException("no profiles today");
                },
                HubProfile.w3c());
    Publisher publisher = world.publisher(settings -> settings.hubProfiles(profiles));
    assertThat(publisher.publish(topics(2)))
        .hasSize(2)
        .allSatisfy(
            outcome ->
                assertThat(outcome.problem().orElseThrow())
                    .hasMessageContaining("profile")
                    .hasRootCauseMessage("no profiles today"));
    assertThat(world.hub.requests()).isEqualTo(Collections.emptyList());
  }

  private static List<String> texts(List<URI> topics) {
    return topics.stream().map(URI::toString).toList();
  }
}
