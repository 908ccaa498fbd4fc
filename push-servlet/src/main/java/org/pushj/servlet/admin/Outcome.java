package org.pushj.servlet.admin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.pushj.PushException;
import org.pushj.StoreException;
import org.pushj.servlet.admin.html.Fields;
import org.pushj.servlet.admin.html.OutcomeMarkup;
import org.pushj.servlet.admin.html.RowAction;
import org.pushj.text.Json;

/** Does something with several rows, one after the other, and says what came of it. */
final class Outcome {
  /** How long one request works: what is not done by then is left. */
  private static final Duration MAX_TIME = Duration.ofSeconds(25);

  private static final Pattern QUERY = Pattern.compile("\\?[!-~]*");
  private static final int MAX_QUERY = 10_000;

  private final String list;
  private final String action;
  private final Map<String, String> failures = new LinkedHashMap<>();
  private int done;
  private int left;

  /**
   * Starts with nothing done.
   *
   * @param list the address of the list of the rows
   * @param action what is done, as a button says it
   */
  Outcome(String list, String action) {
    this.list = list;
    this.action = action;
  }

  /**
   * Does something with each row.
   *
   * @param work what is done; false if there is no such row, or there is nothing to do
   */
  <T> Outcome each(List<T> ids, Function<T, Boolean> work) {
    long end = System.nanoTime() + MAX_TIME.toNanos();
    for (T id : ids) {
      if (System.nanoTime() - end > 0) {
        left++;
        continue;
      }
      try {
        if (work.apply(id)) {
          done++;
        } else {
          failures.put(
              id.toString(), "Skipped: not found, or not applicable in its current state.");
        }
      } catch (StoreException failed) {
        throw failed;
      } catch (PushException failed) {
        failures.put(id.toString(), String.valueOf(failed.getMessage()));
      }
    }
    return this;
  }

  /**
   * Shows what came of it: 200 if any of it was done, or else 409.
   *
   * @param ids all that were selected
   */
  View view(AdminRequest request, List<?> ids) {
    String counts =
        done + " done, " + failures.size() + " failed" + (left == 0 ? "" : ", " + left + " left");
    View view =
        View.of(
            action + ": " + counts,
            markup(request, list, ids).content(counts, left, failures),
            Json.object(
                "done", done, "failed", failures.size(), "left", left, "failures", failures));
    return done == 0 && !failures.isEmpty() ? view.withStatus(409) : view;
  }

  /** Reads which rows were selected. */
  static <T> List<T> selected(AdminRequest request, Function<String, T> parser) {
    request.takes("id", Fields.BACK, Fields.CONFIRMED);
    return request.ids("id", SubscriptionFilter.MAX_SIZE, parser);
  }

  /**
   * Does something with the selected rows; what cannot be undone only after a confirmation.
   * Programs are not asked.
   *
   * @param list the address of the list of the rows
   * @param work what is done; false if there is no such row, or there is nothing to do
   */
  static <T> View of(
      AdminRequest request, String list, RowAction action, List<T> ids, Function<T, Boolean> work) {
    return action.isFinal() && !request.wantsJson() && !request.flag(Fields.CONFIRMED)
        ? question(request, list, action, ids)
        : new Outcome(list, action.label()).each(ids, work).view(request, ids);
  }

  private static View question(AdminRequest request, String list, RowAction action, List<?> ids) {
    return View.of(
        action.label() + "?", markup(request, list, ids).question(action), Json.object());
  }

  private static OutcomeMarkup markup(AdminRequest request, String list, List<?> ids) {
    return new OutcomeMarkup(request.links(), list, back(request), ids);
  }

  private static String back(AdminRequest request) {
    return request
        .text(Fields.BACK, MAX_QUERY)
        .map(
            text -> {
              if (!QUERY.matcher(text).matches()) {
                throw AdminRequest.refused(Fields.BACK, "the query of a URL", text);
              }
              return text;
            })
        .orElse("");
  }
}
