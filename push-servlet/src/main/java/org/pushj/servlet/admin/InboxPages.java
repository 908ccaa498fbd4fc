package org.pushj.servlet.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.base.Json;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;

/** The inbox: what waits for the listener, what is parked, and what can be done about that. */
final class InboxPages {
  static final String PATH = "inbox";

  /** How much of the content a page shows, in characters. */
  private static final int MAX_SHOWN = 20_000;

  private static final List<Column<InboxEntry>> COLUMNS =
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

  private final ManageableInbox inbox;
  private final InstantSource clock;
  private final QueueList<InboxEntry, InboxEntry.State> list;

  InboxPages(ManageableInbox inbox, InstantSource clock) {
    this.inbox = inbox;
    this.clock = clock;
    this.list =
        new QueueList<>(
            PATH,
            "Inbox",
            List.of(InboxEntry.State.WAITING, InboxEntry.State.PARKED, InboxEntry.State.DONE),
            COLUMNS,
            clock);
  }

  /** Returns the link to the updates of a subscription. */
  static Tag link(AdminRequest request, SubscriptionId subscription) {
    String query = Layout.query(Map.of("subscription", subscription.toString()));
    return Layout.link(request.root() + PATH + query, "Its updates");
  }

  /** Shows one page of the inbox. */
  @SuppressWarnings("NullAway") // It does not see that a nested type is nullable in a class file.
  View show(AdminRequest request) {
    Optional<UpdateId> after = request.id("after", UpdateId::of);
    Optional<SubscriptionId> subscription = request.id("subscription", SubscriptionId::of);
    return list.show(
        request,
        List.of("subscription"),
        (state, limit) ->
            inbox.list(
                new ManageableInbox.Query(
                    state.orElse(null), subscription.orElse(null), after.orElse(null), limit)));
  }

  /** Shows one update. */
  View show(AdminRequest request, UpdateId id) {
    request.takes();
    InboxEntry entry = entry(id);
    Instant now = clock.instant();
    Map<String, Tag> facts = new LinkedHashMap<>();
    facts.put("State", state(entry));
    facts.put("Error", Words.foreign(entry.error()));
    facts.put("Topic", Words.foreign(Words.url(entry.origin().topic())));
    facts.put("Hub", Words.foreign(Words.url(entry.origin().hub())));
    facts.put(
        "Subscription",
        Layout.link(
            request.root() + SubscriptionList.PATH + "/" + entry.subscription(),
            entry.subscription().toString()));
    facts.put("Received", Words.fullTime(entry.receivedAt(), now));
    facts.put("Due", Words.fullTime(entry.dueAt(), now));
    facts.put("Parked or delivered", Words.fullTime(entry.settledAt(), now));
    facts.put("Attempts", Tag.of("span", "" + entry.attempts()));
    facts.put(
        "Signature",
        Tag.of("span", entry.signature() == null ? "none" : entry.signature().toString()));
    facts.put("SHA-256", Tag.of("code", entry.sha256()));
    entry.headers().forEach((name, value) -> facts.put("Header " + name, Words.foreign(value)));
    facts.put("Id", Tag.of("code", id.toString()));
    List<Tag> content = new ArrayList<>();
    content.add(RowForm.ofOne(request, PATH, QueueAction.values(), id.toString()));
    content.add(Layout.facts(facts));
    content.add(Tag.of("h2", "Content"));
    inbox.content(id).ifPresent(bytes -> content.addAll(content(request, id, bytes)));
    return View.of("Update", content, Column.json(COLUMNS, entry, now));
  }

  /** Shows the content of an update as it came: as plain text, never as what it says it is. */
  View content(AdminRequest request, UpdateId id) {
    request.takes();
    byte[] bytes = inbox.content(id).orElseThrow(InboxPages::nothing);
    return View.ofText(
        new String(bytes, UTF_8),
        Json.object("id", id, "base64", Base64.getEncoder().encodeToString(bytes)));
  }

  /** Does something with the selected updates. */
  View act(AdminRequest request, QueueAction action) {
    List<UpdateId> ids = Outcome.selected(request, UpdateId::of);
    Instant now = inbox.clock().instant();
    return Outcome.of(
        request,
        PATH,
        action,
        ids,
        action == QueueAction.REQUEUE ? id -> inbox.requeue(id, now) : inbox::discard);
  }

  private InboxEntry entry(UpdateId id) {
    return inbox.findById(id).orElseThrow(InboxPages::nothing);
  }

  private static RefusedException nothing() {
    return RefusedException.notFound("There is no update with this id.");
  }

  private static List<Tag> content(AdminRequest request, UpdateId id, byte[] bytes) {
    String text = new String(bytes, UTF_8);
    boolean isCut = text.length() > MAX_SHOWN;
    return List.of(
        Tag.of(
            "p",
            Tag.of("span", Words.number(bytes.length, "byte") + (isCut ? ", cut here. " : ". ")),
            Layout.link(request.root() + PATH + "/" + id + "/content", "All of it as plain text")),
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
