package org.pushj.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.publisher.PublisherWorld.SOON;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.hub.HubProfile;
import org.pushj.hub.HubProfiles;
import org.pushj.memory.InMemoryPingQueue;
import org.pushj.rewriting.Advertisement;
import org.pushj.settings.PingSettings;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The code of the guide to pinging on the documentation site. The marked regions are shown. */
class PingGuideTest {
  private static final Logger log = LoggerFactory.getLogger(PingGuideTest.class);
  private static final URI FEED = URI.create("https://blog.example/feed");

  private final FakeHub hub = FakeHub.start().behaviour(HubBehaviour.hold());

  @AfterEach
  void end() {
    hub.close();
  }

  @Test
  void guide_tellsLater() {
    // START SNIPPET: later
    Publisher publisher =
        Publisher.builder()
            .hubs(hub.url())
            .urlPolicy(UrlPolicy.allowPrivate()) // for development only
            .listener(outcome -> log.info("{} knows of {}", outcome.hub(), outcome.topic()))
            .build();
    publisher.start(); // close() ends it

    publisher.publishLater(FEED); // returns at once
    // END SNIPPET: later
    assertThat(hub.awaitRequest("publish", 1, SOON).topic()).isEqualTo(FEED.toString());
    publisher.close();
  }

  @Test
  void guide_tellsNow() {
    Publisher publisher =
        Publisher.builder().hubs(hub.url()).urlPolicy(UrlPolicy.allowPrivate()).build();
    // START SNIPPET: now
    for (PublishOutcome outcome : publisher.publish(FEED)) {
      if (!outcome.isSuccess()) {
        log.warn("{} does not know of {}", outcome.hub(), outcome.topic(), outcome.failure());
      }
    }
    // END SNIPPET: now
    assertThat(hub.requests("publish")).hasSize(1);
  }

  @Test
  void guide_namesHubs() {
    URI other = hub.url("/other");
    // START SNIPPET: hubs
    Publisher publisher =
        Publisher.builder()
            .hubs(hub.url()) // for all topics for which no other is named
            .hubsByTopic(topic -> topic.getPath().startsWith("/news") ? List.of(other) : List.of())
            .advertised(List.of(new Advertisement(FEED, List.of(hub.url(), other))))
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    // END SNIPPET: hubs
    assertThat(publisher.publish(FEED, URI.create("https://blog.example/news")))
        .extracting(PublishOutcome::hub)
        .containsExactly(hub.url(), other, other);
  }

  @Test
  void guide_sets() {
    // START SNIPPET: settings
    PingSettings settings =
        PingSettings.builder()
            .window(Duration.ofSeconds(5)) // at most one ping for a topic in 5 seconds
            .attempts(20)
            .build();
    Publisher publisher =
        Publisher.builder()
            .hubs(hub.url())
            .pings(settings)
            .queue(new InMemoryPingQueue(1000)) // more is a QueueFullException
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    // END SNIPPET: settings
    publisher.publishLater(FEED);
    assertThat(publisher.runDueWork()).isEqualTo(1);
  }

  @Test
  void guide_requeues() {
    hub.behaviour(HubBehaviour.refuse(400, "no such topic"));
    Publisher publisher =
        Publisher.builder()
            .hubs(hub.url())
            .pings(PingSettings.builder().attempts(1).build())
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    publisher.publishLater(FEED);
    publisher.runDueWork();
    // START SNIPPET: parked
    for (QueuedPing ping :
        publisher.list(ManageableQueue.Query.all().withState(QueuedPing.State.PARKED))) {
      log.info("{} does not know of {}: {}", ping.hub(), ping.topic(), ping.error());
      publisher.requeue(ping.id());
    }
    // END SNIPPET: parked
    hub.behaviour(HubBehaviour.hold());
    assertThat(publisher.runDueWork()).isEqualTo(1);
    assertThat(publisher.list(ManageableQueue.Query.all())).isEmpty();
  }

  @Test
  void guide_sendsContent() {
    byte[] feed = "<feed xmlns='http://www.w3.org/2005/Atom'/>".getBytes(UTF_8);
    String host = hub.url().getHost();
    // START SNIPPET: content
    HubProfiles profiles =
        HubProfiles.defaults()
            .with(host, HubProfile.wso2()) // takes content as the body of the ping
            .with("hub.example", HubProfile.w3c().toBuilder().topicsPerPing(1).build());
    Publisher publisher =
        Publisher.builder()
            .hubs(hub.url())
            .hubProfiles(profiles)
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    publisher.publishContent(FEED, feed, "application/xml");
    // END SNIPPET: content
    assertThat(hub.requests().get(0).http().body()).isEqualTo(feed);
  }
}
