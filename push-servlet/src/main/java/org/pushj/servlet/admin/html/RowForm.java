package org.pushj.servlet.admin.html;

import java.util.ArrayList;
import java.util.List;

/** A table of rows that can be selected, in a form whose buttons say what is done with them. */
final class RowForm {
  private RowForm() {}

  /**
   * Returns the form.
   *
   * @param list the address of the list
   * @param back the query of the page of the list, to which the operator goes back
   * @param caption what the table shows
   * @param heads the heads of the columns
   * @param rows the rows
   */
  static Tag of(
      PageLinks links,
      String list,
      String back,
      RowAction[] actions,
      String caption,
      List<String> heads,
      List<Row> rows) {
    List<List<Tag>> cells = rows.stream().map(row -> row.cells(links, list)).toList();
    Tag buttons = Tag.of("div").with("class", "actions").with("role", "group");
    buttons.with("aria-label", "With the selected rows").text("Selected:");
    addButtons(links, list, actions, buttons);
    return links
        .form(list + "/" + actions[0].path())
        .add(Layout.table(caption, heads, cells), buttons, Layout.hidden(Fields.BACK, back));
  }

  /** Returns the form that does something with one row, without its table. */
  static Tag ofOne(PageLinks links, String list, RowAction[] actions, String id) {
    Tag form =
        links
            .form(list + "/" + actions[0].path())
            .with("class", "actions")
            .add(Layout.hidden("id", id));
    addButtons(links, list, actions, form);
    return form;
  }

  private static void addButtons(PageLinks links, String list, RowAction[] actions, Tag place) {
    for (RowAction action : actions) {
      place.add(
          Layout.button(action.label())
              .with("class", action.isFinal() ? "danger" : null)
              .with("formaction", links.url(list + "/" + action.path())));
    }
  }

  /**
   * A row.
   *
   * @param id what the row is called in forms and addresses
   * @param name what it is called on the page
   * @param rest the cells after the first, which has the box to select it and the link to it
   */
  record Row(String id, String name, List<Tag> rest) {

    private List<Tag> cells(PageLinks links, String list) {
      List<Tag> cells = new ArrayList<>();
      cells.add(
          Tag.of(
                  "div",
                  Tag.of("input")
                      .with("type", "checkbox")
                      .with("name", "id")
                      .with("value", id)
                      .with("aria-label", "Select " + name),
                  Tag.of("a", Words.foreign(name)).with("href", links.url(list + "/" + id)))
              .with("class", "head"));
      cells.addAll(rest);
      return cells;
    }
  }
}
