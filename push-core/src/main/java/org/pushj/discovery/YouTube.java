package org.pushj.discovery;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pushj.TopicLinks;
import org.pushj.Urls;

/** The feeds of YouTube, which name no hub. */
final class YouTube {
  private static final URI HUB = URI.create("https://pubsubhubbub.appspot.com/subscribe");
  private static final String TOPIC = "https://www.youtube.com/xml/feeds/videos.xml?";
  private static final Set<String> HOSTS = Set.of("www.youtube.com", "youtube.com");
  private static final Set<Integer> PORTS = Set.of(-1, 80, 443);
  private static final Pattern PATH = Pattern.compile("(?:/xml)?/feeds/videos\\.xml");
  private static final Pattern FEED =
      Pattern.compile("(?:^|&)((?:channel|playlist)_id=[A-Za-z0-9_-]{1,100})(?=&|$)");

  private YouTube() {}

  /** Returns the topic and the hub of a feed; empty if the URL is that of none. */
  static Optional<TopicLinks> links(URI resource) {
    boolean feed =
        Urls.isHttp(resource)
            && HOSTS.contains(String.valueOf(resource.getHost()).toLowerCase(Locale.ROOT))
            && PORTS.contains(resource.getPort())
            && PATH.matcher(String.valueOf(resource.getRawPath())).matches();
    if (!feed || resource.getRawQuery() == null) {
      return Optional.empty();
    }
    Matcher parameter = FEED.matcher(resource.getRawQuery());
    return parameter.find()
        ? Optional.of(new TopicLinks(URI.create(TOPIC + parameter.group(1)), List.of(HUB)))
        : Optional.empty();
  }
}
