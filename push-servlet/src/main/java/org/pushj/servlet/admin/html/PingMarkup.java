package org.pushj.servlet.admin.html;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pushj.spi.QueuedPing;

/** What is shown of a ping. */
public final class PingMarkup {
  /** The columns of the list. */
  public static final List<Column<QueuedPing>> COLUMNS =
      List.of(
          Column.json(Column.ID, QueuedPing::id),
          Column.topic(each -> Words.url(each.topic())),
          Column.text("hub", "Hub", each -> Words.url(each.hub())),
          new Column<>("state", (each, now) -> each.state(), "State", (each, now) -> state(each)),
          Column.time("changedAt", "Changed", QueuedPing::changedAt),
          Column.time("dueAt", "Due", QueuedPing::dueAt),
          Column.json("parkedAt", QueuedPing::parkedAt),
          Column.number("attempts", "Attempts", QueuedPing::attempts),
          Column.text("error", "Error", QueuedPing::error));

  private PingMarkup() {}

  /** Returns all of it, and what can be done with it. */
  public static List<Tag> content(
      PageLinks links, QueuedPing ping, RowAction[] actions, Instant now) {
    String id = ping.id().toString();
    Map<String, Tag> facts = new LinkedHashMap<>();
    facts.put("Topic", Words.foreign(Words.url(ping.topic())));
    facts.put("Hub", Words.foreign(Words.url(ping.hub())));
    facts.put("State", state(ping));
    facts.put("Error", Words.foreign(ping.error()));
    facts.put("Attempts", Tag.of("span", "" + ping.attempts()));
    facts.put("Changed", Words.fullTime(ping.changedAt(), now));
    facts.put("Due", Words.fullTime(ping.dueAt(), now));
    facts.put("Parked", Words.fullTime(ping.parkedAt(), now));
    facts.put("Id", Tag.of("code", id));
    return List.of(RowForm.ofOne(links, PageLinks.PINGS, actions, id), Layout.facts(facts));
  }

  private static Tag state(QueuedPing ping) {
    return ping.state() == QueuedPing.State.PARKED
        ? Words.badge("parked", "bad")
        : Words.waiting(ping.error());
  }
}
