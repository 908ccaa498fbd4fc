package org.pushj.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pushj.publisher.PublisherWorld.TOPIC;
import static org.pushj.publisher.PublisherWorld.told;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.hub.HubProfile;
import org.pushj.hub.HubProfiles;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.RecordedRequest;

/** {@link Publisher#publishContent}: pings with content. */
class PublishContentTest {
  private static final byte[] CONTENT = "<feed/>".getBytes(UTF_8);

  private final PublisherWorld world = new PublisherWorld();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName("PUB-2: content goes to the hubs that take it, and the others are told as always")
  void publishContent_sendsContent_whereItIsTaken() {
    HubProfiles profiles =
        HubProfiles.defaults().with(hub -> hub.getPath().equals("/fat"), HubProfile.wso2());
    Publisher publisher =
        world.publisher(
            settings ->
                settings
                    .hubs(List.of(world.hub.url("/fat"), world.other.url()))
                    .hubProfiles(profiles));
    assertThat(publisher.publishContent(TOPIC, CONTENT, "application/xml"))
        .containsExactly(
            new PublishOutcome(world.hub.url("/fat"), TOPIC, null),
            new PublishOutcome(world.other.url(), TOPIC, null));
    RecordedRequest fat = world.hub.requests().get(0).http();
    assertThat(fat.body()).isEqualTo(CONTENT);
    assertThat(fat.header("Content-Type")).hasValue("application/xml");
    assertThat(fat.rawQuery().orElseThrow()).startsWith("hub.mode=publish&");
    assertThat(told(world.other)).containsExactly(TOPIC.toString());
  }

  @Test
  void publishContent_saysWhatFailed() {
    world.hub.behaviour(HubBehaviour.refuse(415, "no xml here"));
    assertThat(world.publisher.publishContent(TOPIC, CONTENT, "application/xml"))
        .singleElement()
        .satisfies(outcome -> assertThat(outcome.problem().orElseThrow().status()).hasValue(415));
  }

  @Test
  @DisplayName("PUB-2: a profile whose function fails keeps no other hub from being told")
  void publishContent_saysWhichHubFailed_whenTheFunctionOfItsProfileDoes() {
    HubProfile broken =
        HubProfile.w3c().toBuilder()
            .contentInForm(
                content -> {
                  throw new IllegalStateException("no key");
                })
            .build();
    Publisher publisher =
        world.publisher(
            settings ->
                settings
                    .hubs(List.of(world.hub.url(), world.other.url()))
                    .hubProfiles(
                        HubProfiles.defaults()
                            .with(hub -> hub.getPort() == world.hub.url().getPort(), broken)));
    List<PublishOutcome> outcomes = publisher.publishContent(TOPIC, CONTENT, "application/xml");
    assertThat(outcomes).extracting(PublishOutcome::isSuccess).containsExactly(false, true);
    assertThat(outcomes.get(0).problem().orElseThrow())
        .hasMessageContainingAll("contentInForm", world.hub.url().toString(), "nothing was sent")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(world.hub.requests()).isEmpty();
    Publisher alone =
        world.publisher(
            settings -> settings.hubProfiles(HubProfiles.defaults().with(hub -> true, broken)));
    assertThat(alone.publishContent(TOPIC, CONTENT, "application/xml"))
        .extracting(PublishOutcome::isSuccess)
        .containsExactly(false);
  }

  @Test
  void publishContent_wantsAContentType() {
    assertThatThrownBy(() -> world.publisher.publishContent(TOPIC, CONTENT, " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("contentType");
    assertThat(world.hub.requests()).isEmpty();
  }
}
