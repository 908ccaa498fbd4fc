package org.pushj.servlet.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.pushj.PingId;
import org.pushj.publisher.Publisher;
import org.pushj.servlet.admin.html.Column;
import org.pushj.servlet.admin.html.PageLinks;
import org.pushj.servlet.admin.html.PingMarkup;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;

/** The queue of the publisher: what waits, what is parked, and what can be done about that. */
final class PingPages {
  private final Publisher publisher;
  private final InstantSource clock;
  private final QueueList<QueuedPing, QueuedPing.State> list;

  PingPages(Publisher publisher, InstantSource clock) {
    this.publisher = publisher;
    this.clock = clock;
    this.list =
        new QueueList<>(
            PageLinks.PINGS,
            "Pings",
            List.of(QueuedPing.State.WAITING, QueuedPing.State.PARKED),
            PingMarkup.COLUMNS,
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
                new ManageableQueue.Query(
                    state.orElse(null), null, null, after.orElse(null), limit)));
  }

  /** Shows one ping. */
  View show(AdminRequest request, PingId id) {
    request.takes();
    QueuedPing ping =
        publisher
            .queue()
            .findById(id)
            .orElseThrow(() -> RefusedException.notFound("There is no ping with this id."));
    Instant now = clock.instant();
    return View.of(
        "Ping",
        PingMarkup.content(request.links(), ping, QueueAction.values(), now),
        Column.json(PingMarkup.COLUMNS, ping, now));
  }

  /** Does something with the selected pings. */
  View act(AdminRequest request, QueueAction action) {
    List<PingId> ids = Outcome.selected(request, PingId::of);
    return Outcome.of(
        request,
        PageLinks.PINGS,
        action,
        ids,
        action == QueueAction.REQUEUE ? publisher::requeue : publisher::discard);
  }
}
