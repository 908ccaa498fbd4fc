package org.pushj.servlet.admin.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of an action on the selected rows of a list, and the question before it.
 *
 * @param list the address of the list
 * @param back the query of the page of the list, to which the operator goes back
 * @param ids all rows that were selected
 */
public record OutcomeMarkup(PageLinks links, String list, String back, List<?> ids) {

  /**
   * Says what came of it.
   *
   * @param counts how many are done, and how many are not
   * @param left how many the time did not suffice for
   * @param failures why each of the others failed
   */
  public List<Tag> content(String counts, int left, Map<String, String> failures) {
    List<Tag> content = new ArrayList<>();
    content.add(Tag.of("p", counts + ".").with("role", "status").with("class", "outcome"));
    if (left > 0) {
      content.add(Layout.note("Stopped after 25 s: repeat it for the rest."));
    }
    if (!failures.isEmpty()) {
      content.add(
          Layout.table(
              "What failed",
              List.of("Row", "Why"),
              failures.entrySet().stream()
                  .map(
                      each ->
                          List.of(
                              links.to(list + "/" + each.getKey(), each.getKey()),
                              Words.foreign(each.getValue())))
                  .toList()));
    }
    if (ids.size() == 1) {
      content.add(Tag.of("p", links.to(list + "/" + ids.get(0), "Back to the row")));
    }
    content.add(Tag.of("p", links.to(list + back, "Back to the list")));
    return content;
  }

  /** Asks whether to do what cannot be undone. */
  public List<Tag> question(RowAction action) {
    Tag form = links.form(list + "/" + action.path()).with("class", "actions");
    ids.forEach(id -> form.add(Layout.hidden("id", id.toString())));
    form.add(
        Layout.hidden(Fields.CONFIRMED, "true"),
        Layout.hidden(Fields.BACK, back),
        Layout.button(action.label() + " " + Words.number(ids.size(), "row"))
            .with("class", "danger"),
        links.to(list + back, "Cancel"));
    return List.of(Layout.note("This cannot be undone."), form);
  }
}
