package org.pushj.examples.war;

import static org.pushj.examples.war.BoardClient.SOON;

import java.util.List;
import org.awaitility.Awaitility;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubRequest;

/** The pings that a hub receives for one topic. */
record Pings(FakeHub hub, String topic) {
  List<HubRequest> all() {
    return hub.requests("publish").stream()
        .filter(request -> request.values("hub.url").contains(topic))
        .toList();
  }

  int count() {
    return all().size();
  }

  void await(int count) {
    Awaitility.await().atMost(SOON.multipliedBy(2)).until(() -> count() >= count);
  }
}
