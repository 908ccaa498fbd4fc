package org.pushj.servlet.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.servlet.admin.html.Column;
import org.pushj.servlet.admin.html.PageLinks;
import org.pushj.servlet.admin.html.UpdateMarkup;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.text.Json;

/** The inbox: what waits for the listener, what is parked, and what can be done about that. */
final class InboxPages {
  private final ManageableInbox inbox;
  private final InstantSource clock;
  private final QueueList<InboxEntry, InboxEntry.State> list;

  InboxPages(ManageableInbox inbox, InstantSource clock) {
    this.inbox = inbox;
    this.clock = clock;
    this.list =
        new QueueList<>(
            PageLinks.INBOX,
            "Inbox",
            List.of(InboxEntry.State.WAITING, InboxEntry.State.PARKED, InboxEntry.State.DONE),
            UpdateMarkup.COLUMNS,
            clock);
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
    return View.of(
        "Update",
        UpdateMarkup.content(request.links(), entry, inbox.content(id), QueueAction.values(), now),
        Column.json(UpdateMarkup.COLUMNS, entry, now));
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
        PageLinks.INBOX,
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
}
