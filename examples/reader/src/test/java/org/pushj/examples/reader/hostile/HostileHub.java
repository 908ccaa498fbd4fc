package org.pushj.examples.reader.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pushj.examples.reader.Feeds;
import org.pushj.examples.reader.ReaderClient;
import org.pushj.tck.Delivery;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;

/**
 * A hub that the reader has subscribed to, and that therefore signs well whatever it sends. It
 * takes part in what {@link HostileSite} claims.
 */
final class HostileHub implements AutoCloseable {
  private static final String TYPE = "text/plain;\tx=\"\u00e9<b>\"";

  private final FakeHub hub = FakeHub.start().behaviour(this::treat);
  private final FakeTopicSite site = FakeTopicSite.start();
  private final Map<String, HubRequest> verified = new ConcurrentHashMap<>();
  private final byte[] bomb = Bombs.bomb();
  private final byte[] members = Bombs.emptyMembers();
  private int turn;

  /** Subscribes the reader to a topic of this hub. */
  void subscribe(ReaderClient reader) {
    reader.subscribed(site.advertise("/own", hub.url()), hub);
    ReaderClient.soon().until(() -> verified.containsKey(site.url("/own").toString()));
  }

  URI url() {
    return hub.url();
  }

  /** Returns the requests of the reader for topics of another site. */
  List<HubRequest> requestsFor(List<URI> topics) {
    return hub.requests().stream()
        .filter(each -> topics.contains(URI.create(each.topic())))
        .toList();
  }

  /** Delivers content in a coding that makes it large or laborious. */
  int deliverBomb() {
    HubRequest to = verified.get(site.url("/own").toString());
    Delivery delivery =
        switch (turn++ % 4) {
          case 0 -> coded(to, bomb, "gzip");
          case 1 -> coded(to, members, "gzip");
          case 2 -> coded(to, Bombs.gzip(bomb), "gzip, gzip");
          default -> coded(to, bomb, "gzip, ".repeat(500) + "gzip");
        };
    return delivery.send().status();
  }

  /** Delivers, under each topic that the reader takes from it, what is said to be of others. */
  int deliverForged(URI victim) {
    int status = 0;
    for (HubRequest each : verified.values()) {
      status =
          hub.delivery(each)
              .content(
                  Feeds.atom("Forged", Feeds.entry("forged", "Forged")), "application/atom+xml")
              .links("<" + victim + ">; rel=\"self\"")
              .send()
              .status();
    }
    return status;
  }

  /** Delivers with types and links that have control characters or thousands of links. */
  int deliverControls() {
    HubRequest to = verified.get(site.url("/own").toString());
    String links = ("<" + to.topic() + ">; rel=hub, ").repeat(150);
    return hub.delivery(to)
        .content(HostileSite.CONTROLS.getBytes(UTF_8), TYPE)
        .links(links + "<x>; rel=self", ";;,,<>\"")
        .send()
        .status();
  }

  @Override
  public void close() {
    hub.close();
    site.close();
  }

  private Delivery coded(HubRequest to, byte[] content, String coding) {
    return hub.delivery(to).content(content, "text/html").header("Content-Encoding", coding);
  }

  private FakeResponse treat(FakeHub self, HubRequest request) {
    return FakeResponse.of(202)
        .then(
            () ->
                Optional.of(self.verify(request))
                    .filter(reply -> reply.isConfirmed())
                    .ifPresent(reply -> verified.put(request.topic(), request)));
  }
}
