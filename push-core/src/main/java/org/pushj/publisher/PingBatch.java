package org.pushj.publisher;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pushj.spi.QueuedPing;

/** Pings for one hub that go in one request, unless the hub refuses that. */
record PingBatch(URI hub, List<QueuedPing> pings) {

  /**
   * Groups pings by hub, at most so many for each. Those that are sent alone come last.
   *
   * @param alone tells which pings share no request with others
   */
  static List<PingBatch> of(
      List<QueuedPing> pings, ToIntFunction<URI> maxSize, Predicate<QueuedPing> alone) {
    List<QueuedPing> single = pings.stream().filter(alone).toList();
    List<QueuedPing> others = pings.stream().filter(alone.negate()).toList();
    return Stream.concat(of(others, maxSize).stream(), of(single, hub -> 1).stream()).toList();
  }

  /** Groups pings by hub, at most so many for each. The order stays. */
  static List<PingBatch> of(List<QueuedPing> pings, ToIntFunction<URI> maxSize) {
    Map<String, List<QueuedPing>> byHub =
        pings.stream()
            .collect(
                Collectors.groupingBy(
                    ping -> ping.hub().toString(), LinkedHashMap::new, Collectors.toList()));
    return byHub.values().stream()
        .map(group -> new PingBatch(group.get(0).hub(), group))
        .flatMap(batch -> batch.split(maxSize.applyAsInt(batch.hub())).stream())
        .toList();
  }

  private List<PingBatch> split(int maxSize) {
    return IntStream.iterate(0, from -> from < pings.size(), from -> from + maxSize)
        .mapToObj(from -> pings.subList(from, Math.min(from + maxSize, pings.size())))
        .map(part -> new PingBatch(hub, part))
        .toList();
  }

  /** Returns the topics of the pings, in their order. */
  List<URI> topics() {
    return pings.stream().map(QueuedPing::topic).toList();
  }
}
