package org.pushj.publisher;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;

/** Topics of which one hub is to be told. */
record HubTopics(URI hub, List<URI> topics) {

  /** Puts together what one hub is to be told. The order stays. */
  static List<HubTopics> of(List<TopicHubs.Notice> notices) {
    Map<String, HubTopics> byHub = new LinkedHashMap<>();
    for (TopicHubs.Notice notice : notices) {
      byHub
          .computeIfAbsent(
              notice.hub().toString(), any -> new HubTopics(notice.hub(), new ArrayList<>()))
          .topics()
          .add(notice.topic());
    }
    return List.copyOf(byHub.values());
  }

  /** Divides the topics into chunks of at most so many. */
  List<HubTopics> chunks(int size) {
    List<HubTopics> chunks = new ArrayList<>();
    for (int from = 0; from < topics.size(); from += size) {
      int to = Math.min(from + size, topics.size());
      chunks.add(new HubTopics(hub, topics.subList(from, to)));
    }
    return chunks;
  }

  /** Returns what became of telling the hub all of them. */
  List<PublishOutcome> outcomes(@Nullable HubException failure) {
    return topics.stream().map(topic -> new PublishOutcome(hub, topic, failure)).toList();
  }
}
