package org.pushj.servlet.admin;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushj.PingId;
import org.pushj.publisher.Publisher;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;

/** The queue of the publisher: what waits, what is parked, and what can be done about that. */
final class PingPages {
  static final String PATH = "pings";

  private static final List<Column<QueuedPing>> COLUMNS =
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

  private final Publisher publisher;
  private final InstantSource clock;
  private final QueueList<QueuedPing, QueuedPing.State> list;

  PingPages(Publisher publisher, InstantSource clock) {
    this.publisher = publisher;
    this.clock = clock;
    this.list =
        new QueueList<>(
            PATH,
            "Pings",
            List.of(QueuedPing.State.WAITING, QueuedPing.State.PARKED),
            COLUMNS,
            clock);
  }

  /** Shows one page of the queue. */
  @SuppressWarnings("NullAway") // It does not see that a nested type is nullable in a class file.
  View show(AdminRequest request) {
    Optional<PingId> after = request.id("after", PingId::of);
    return list.show(
        request,
        List.of(),
        (state, limit) ->
            publisher.list(
                new PingQueue.Query(state.orElse(null), null, null, after.orElse(null), limit)));
  }

  /** Shows one ping. */
  View show(AdminRequest request, PingId id) {
    request.takes();
    QueuedPing ping =
        publisher
            .queue()
            .findById(id)
            .orElseThrow(() -> RefusedException.notFound("There is no ping with this id."));
    Map<String, Tag> facts = new LinkedHashMap<>();
    facts.put("Topic", Words.foreign(Words.url(ping.topic())));
    facts.put("Hub", Words.foreign(Words.url(ping.hub())));
    facts.put("State", state(ping));
    facts.put("Error", Words.foreign(ping.error()));
    facts.put("Attempts", Tag.of("span", "" + ping.attempts()));
    facts.put("Changed", Words.fullTime(ping.changedAt(), clock.instant()));
    facts.put("Due", Words.fullTime(ping.dueAt(), clock.instant()));
    facts.put("Parked", Words.fullTime(ping.parkedAt(), clock.instant()));
    facts.put("Id", Tag.of("code", id.toString()));
    return View.of(
        "Ping",
        List.of(
            RowForm.ofOne(request, PATH, QueueAction.values(), id.toString()), Layout.facts(facts)),
        Column.json(COLUMNS, ping, clock.instant()));
  }

  /** Does something with the selected pings. */
  View act(AdminRequest request, QueueAction action) {
    List<PingId> ids = Outcome.selected(request, PingId::of);
    return Outcome.of(
        request,
        PATH,
        action,
        ids,
        action == QueueAction.REQUEUE ? publisher::requeue : publisher::discard);
  }

  private static Tag state(QueuedPing ping) {
    return ping.state() == QueuedPing.State.PARKED
        ? Words.badge("parked", "bad")
        : Words.waiting(ping.error());
  }
}
