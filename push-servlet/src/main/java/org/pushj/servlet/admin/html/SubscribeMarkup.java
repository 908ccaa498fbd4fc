package org.pushj.servlet.admin.html;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushj.Subscription;
import org.pushj.TopicLinks;

/**
 * The way to a new subscription.
 *
 * @param links its links and forms
 */
public record SubscribeMarkup(PageLinks links) {
  private static final String PATH = PageLinks.SUBSCRIBE;
  private static final String ELSEWHERE =
      "The address leads elsewhere now than was shown before; no hub was asked.";

  /** Asks for the address. */
  public List<Tag> form() {
    return List.of(
        Layout.note("First its topic and hub are looked up and shown; no hub is asked yet."),
        links
            .form(PATH)
            .with("class", "stack")
            .add(
                Layout.field("url", "Address of a feed or page", url().with("required", true)),
                Layout.field("hub", "Hub, if the page names none", url()),
                Layout.field(
                    "lease", "Lease to ask for", Layout.select(Layout.times("the default"), "")),
                Layout.button("Look it up").with("class", "primary")));
  }

  /**
   * Asks whether to subscribe to what was found.
   *
   * @param resource the address that was entered
   * @param found what was found there
   * @param fields what the form sends along
   * @param isElsewhere whether something else was found before
   */
  public List<Tag> question(
      URI resource,
      TopicLinks found,
      Map<String, String> fields,
      SameTopic sameTopic,
      boolean isElsewhere) {
    List<String> hubs = found.hubs().stream().map(Words::url).toList();
    Map<String, Tag> facts = new LinkedHashMap<>();
    facts.put("Topic", Words.foreign(Words.url(found.topic())));
    facts.put("Hub", Words.foreign(hubs.get(0)));
    if (hubs.size() > 1) {
      facts.put(
          "Other hubs, if it fails",
          Words.foreign(String.join(", ", hubs.subList(1, hubs.size()))));
    }
    Tag form = links.form(PATH).with("class", "actions");
    fields.forEach((name, value) -> form.add(Layout.hidden(name, value)));
    form.add(
        Layout.hidden(Fields.CONFIRMED, "true"),
        Layout.button("Subscribe").with("class", "primary"),
        links.to(PATH, "Cancel"));
    List<Tag> content = new ArrayList<>();
    if (isElsewhere) {
      content.addAll(Layout.alert(ELSEWHERE));
    }
    content.add(Tag.of("p", Words.foreign(Words.url(resource))));
    content.add(Layout.facts(facts));
    content.add(form);
    content.addAll(sameTopic.content(links));
    return content;
  }

  /** Shows a new subscription. */
  public List<Tag> made(Subscription made, Instant now) {
    return List.of(
        Tag.of("p", SubscriptionFacts.state(made, now)).with("role", "status"),
        Tag.of("p", link(made.id().toString())));
  }

  /**
   * Says why there is no new one.
   *
   * @param id of the one that there is
   */
  public List<Tag> refused(String reason, Optional<String> id) {
    List<Tag> content = new ArrayList<>(Layout.alert(reason));
    id.ifPresent(known -> content.add(Tag.of("p", link(known))));
    return content;
  }

  /**
   * Says what failed.
   *
   * @param id of the subscription that is tried again
   */
  public List<Tag> failed(String reason, Optional<String> id) {
    List<Tag> content = new ArrayList<>();
    content.add(Tag.of("p", Words.foreign(reason)).with("role", "alert"));
    id.ifPresent(
        kept -> content.add(Tag.of("p", Tag.of("span", "It is tried again: "), link(kept))));
    content.add(Tag.of("p", links.to(PATH, "Another address")));
    return content;
  }

  private Tag link(String id) {
    return links.to(PageLinks.SUBSCRIPTIONS + "/" + id, "Look at the subscription");
  }

  private static Tag url() {
    return Tag.of("input")
        .with("type", "url")
        .with("maxlength", "2048")
        .with("placeholder", "https://blog.example/feed");
  }
}
