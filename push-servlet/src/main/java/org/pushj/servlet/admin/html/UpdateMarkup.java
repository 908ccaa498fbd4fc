package org.pushj.servlet.admin.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushj.SubscriptionId;
import org.pushj.spi.InboxEntry;

/** What is shown of an update. */
public final class UpdateMarkup {
  private static final String PATH = PageLinks.INBOX;

  /** How much of the content a page shows, in characters. */
  private static final int MAX_SHOWN = 20_000;

  /** The columns of the list. */
  public static final List<Column<InboxEntry>> COLUMNS =
      List.of(
          Column.json(Column.ID, InboxEntry::id),
          Column.json("subscription", InboxEntry::subscription),
          Column.topic(each -> Words.url(each.origin().topic())),
          Column.json("hub", each -> Words.url(each.origin().hub())),
          new Column<>("state", (each, now) -> each.state(), "State", (each, now) -> state(each)),
          Column.time("receivedAt", "Received", InboxEntry::receivedAt),
          Column.time("dueAt", "Due", InboxEntry::dueAt),
          Column.json("settledAt", InboxEntry::settledAt),
          Column.number("attempts", "Attempts", InboxEntry::attempts),
          Column.number("length", "Bytes", InboxEntry::length),
          Column.json("sha256", InboxEntry::sha256),
          Column.json("headers", InboxEntry::headers),
          Column.text("error", "Error", InboxEntry::error));

  private UpdateMarkup() {}

  /** Returns the link to the updates of a subscription. */
  static Tag link(PageLinks links, SubscriptionId subscription) {
    return links.to(
        PATH + Layout.query(Map.of("subscription", subscription.toString())), "Its updates");
  }

  /** Returns all of it, and what can be done with it. */
  public static List<Tag> content(
      PageLinks links, InboxEntry entry, Optional<byte[]> body, RowAction[] actions, Instant now) {
    String id = entry.id().toString();
    Map<String, Tag> facts = new LinkedHashMap<>();
    facts.put("State", state(entry));
    facts.put("Error", Words.foreign(entry.error()));
    facts.put("Topic", Words.foreign(Words.url(entry.origin().topic())));
    facts.put("Hub", Words.foreign(Words.url(entry.origin().hub())));
    facts.put(
        "Subscription",
        links.to(
            PageLinks.SUBSCRIPTIONS + "/" + entry.subscription(), entry.subscription().toString()));
    facts.put("Received", Words.fullTime(entry.receivedAt(), now));
    facts.put("Due", Words.fullTime(entry.dueAt(), now));
    facts.put("Parked or delivered", Words.fullTime(entry.settledAt(), now));
    facts.put("Attempts", Tag.of("span", "" + entry.attempts()));
    facts.put(
        "Signature",
        Tag.of("span", entry.signature() == null ? "none" : entry.signature().toString()));
    facts.put("SHA-256", Tag.of("code", entry.sha256()));
    entry.headers().forEach((name, value) -> facts.put("Header " + name, Words.foreign(value)));
    facts.put("Id", Tag.of("code", id));
    List<Tag> content = new ArrayList<>();
    content.add(RowForm.ofOne(links, PATH, actions, id));
    content.add(Layout.facts(facts));
    content.add(Tag.of("h2", "Content"));
    body.ifPresent(bytes -> content.addAll(content(links, id, bytes)));
    return content;
  }

  private static List<Tag> content(PageLinks links, String id, byte[] bytes) {
    String text = new String(bytes, UTF_8);
    boolean isCut = text.length() > MAX_SHOWN;
    return List.of(
        Tag.of(
            "p",
            Tag.of("span", Words.number(bytes.length, "byte") + (isCut ? ", cut here. " : ". ")),
            links.to(PATH + "/" + id + "/content", "All of it as plain text")),
        Tag.of("pre", isCut ? text.substring(0, MAX_SHOWN) : text)
            .with("tabindex", "0")
            .with("role", "region")
            .with("aria-label", "Content"));
  }

  private static Tag state(InboxEntry entry) {
    return switch (entry.state()) {
      case WAITING -> Words.waiting(entry.error());
      case PARKED -> Words.badge("parked", "bad");
      case DONE -> Words.badge("done", "good");
    };
  }
}
