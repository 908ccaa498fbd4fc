package org.pushj.publisher;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;

/** Pings for one hub that go in one request, unless the hub refuses that. */
record PingBatch<P>(URI hub, List<P> pings) {

  /** Groups pings by hub, at most so many for each. The order stays. */
  static <P> List<PingBatch<P>> of(
      List<P> pings, Function<P, URI> hubOf, ToIntFunction<URI> maxSize) {
    Map<String, List<P>> byHub =
        pings.stream()
            .collect(
                Collectors.groupingBy(
                    ping -> hubOf.apply(ping).toString(), LinkedHashMap::new, Collectors.toList()));
    return byHub.values().stream()
        .map(group -> new PingBatch<>(hubOf.apply(group.get(0)), group))
        .flatMap(batch -> batch.split(maxSize.applyAsInt(batch.hub())).stream())
        .toList();
  }

  /** Returns the outcomes if all pings ended the same way; null stands for success. */
  static List<PublishOutcome> outcomes(PingBatch<Ping> batch, @Nullable HubException failure) {
    return batch.pings().stream()
        .map(ping -> new PublishOutcome(ping.hub(), ping.topic(), failure))
        .toList();
  }

  /** Divides the batch into batches of at most so many pings. */
  List<PingBatch<P>> split(int maxSize) {
    List<PingBatch<P>> parts = new ArrayList<>();
    for (int from = 0; from < pings.size(); from += maxSize) {
      int to = Math.min(from + maxSize, pings.size());
      parts.add(new PingBatch<>(hub, pings.subList(from, to)));
    }
    return parts;
  }
}
