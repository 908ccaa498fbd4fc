package org.pushj.publisher;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.pushj.spi.QueuedPing;

/** Claimed pings of which their hub is told in one request, unless it refuses that. */
record PingChunk(URI hub, List<QueuedPing> pings) {

  /**
   * Puts together what goes to one hub.
   *
   * @param size how many pings may be in a chunk for a hub
   */
  static List<PingChunk> of(List<QueuedPing> claimed, ToIntFunction<URI> size) {
    Map<String, List<QueuedPing>> byHub = new LinkedHashMap<>();
    claimed.forEach(
        ping -> byHub.computeIfAbsent(ping.hub().toString(), any -> new ArrayList<>()).add(ping));
    List<PingChunk> chunks = new ArrayList<>();
    for (List<QueuedPing> pings : byHub.values()) {
      URI hub = pings.get(0).hub();
      int most = size.applyAsInt(hub);
      for (int from = 0; from < pings.size(); from += most) {
        int to = Math.min(from + most, pings.size());
        chunks.add(new PingChunk(hub, pings.subList(from, to)));
      }
    }
    return chunks;
  }

  HubTopics topics() {
    return new HubTopics(hub, pings.stream().map(QueuedPing::topic).toList());
  }
}
