package org.pushj.own;

import java.time.Duration;
import java.util.Optional;
import org.pushj.discovery.Rfc8288LinkHeaderParser;
import org.pushj.discovery.WebTopicDiscoverer;
import org.pushj.http.JdkHttpTransport;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.TopicDiscovererContract;

class RegistryTopicDiscovererTest implements TopicDiscovererContract {
  private final TopicDiscoverer web =
      new WebTopicDiscoverer(
          JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build(),
          new Rfc8288LinkHeaderParser(),
          "reader/1",
          Duration.ofSeconds(30));

  @Override
  public TopicDiscoverer topicDiscoverer() {
    return new RegistryTopicDiscoverer(resource -> Optional.empty(), web);
  }
}
