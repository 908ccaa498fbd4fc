package org.pushj.discovery;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pushj.TopicLinks;

/** The feeds of YouTube, which name no hub. */
final class YouTube {
  private static final URI HUB = URI.create("https://pubsubhubbub.appspot.com/subscribe");
  private static final String TOPIC = "https://www.youtube.com/xml/feeds/videos.xml?";
  private static final Pattern FEED =
      Pattern.compile(
          "(?i:https?://(?:www\\.)?youtube\\.com)(?::80|:443)?(?:/xml)?/feeds/videos\\.xml"
              + "\\?(?:[^#]*?&)??((?:channel|playlist)_id=[A-Za-z0-9_-]{1,100})(?:[&#].*)?");

  private YouTube() {}

  /** Returns the topic and the hub of a feed; empty if the URL is that of none. */
  static Optional<TopicLinks> links(URI resource) {
    Matcher feed = FEED.matcher(resource.toString());
    return feed.matches()
        ? Optional.of(new TopicLinks(URI.create(TOPIC + feed.group(1)), List.of(HUB)))
        : Optional.empty();
  }
}
