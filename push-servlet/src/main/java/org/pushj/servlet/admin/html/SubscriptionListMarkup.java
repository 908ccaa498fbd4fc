package org.pushj.servlet.admin.html;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.Subscription;

/**
 * The list of subscriptions.
 *
 * @param links its links and forms
 * @param filter what it is restricted to
 */
public record SubscriptionListMarkup(PageLinks links, ShownFilter filter) {
  private static final String PATH = PageLinks.SUBSCRIPTIONS;

  /**
   * Returns one page.
   *
   * @param states the words for a state
   * @param actions what can be done with rows
   * @param forAll what can be done with all that match
   */
  public List<Tag> content(
      Page page, List<String> states, RowAction[] actions, List<? extends RowAction> forAll) {
    List<Tag> content = new ArrayList<>(List.of(search(states)));
    if (page.found().isEmpty()) {
      content.add(
          Layout.note(
              filter.parameters().isEmpty()
                  ? "There are no subscriptions yet."
                  : "No subscription matches" + (page.isPart() ? " so far." : ".")));
    } else {
      content.add(table(page, actions));
    }
    if (page.isPart()) {
      content.add(
          Layout.note(
              String.format(
                  Locale.ROOT,
                  "At most %,d subscriptions are looked through for a page; there are more.",
                  page.most())));
    }
    content.addAll(
        Layout.paging(
            filter.isFirstPage() ? null : links.url(PATH + filter.first().query()),
            page.next() == null ? null : links.url(page.next()),
            page.isPart() ? "Keep searching" : "Next page"));
    if (!page.found().isEmpty()) {
      content.add(Tag.of("h2", filter.isAll() ? "All subscriptions" : "All that match"));
      content.add(forAll(forAll));
    }
    return content;
  }

  /** Asks whether something is to be done with all that match. */
  public List<Tag> question(RowAction action, String label) {
    Map<String, Tag> facts = new LinkedHashMap<>();
    filter.parameters().forEach((name, value) -> facts.put(name, Words.foreign(value)));
    return List.of(Layout.facts(facts), confirmation(action, filter, label));
  }

  /**
   * Says what came of that.
   *
   * @param rest what is left to do; null if nothing is
   */
  public List<Tag> outcome(RowAction action, String counts, @Nullable ShownFilter rest) {
    List<Tag> content = new ArrayList<>();
    content.add(Tag.of("p", counts + "; others needed nothing.").with("role", "status"));
    if (rest != null) {
      content.add(Layout.note("Stopped after 20 s: there are more."));
      content.add(confirmation(action, rest, "Continue"));
    }
    content.add(Tag.of("p", links.to(PATH + filter.first().query(), "Back to the list")));
    return content;
  }

  private Tag search(List<String> states) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("", "any");
    states.forEach(state -> words.put(state, state.replace('_', ' ')));
    return Tag.of(
            "form",
            Layout.field(
                "q",
                "URL contains",
                Tag.of("input")
                    .with("type", "search")
                    .with("maxlength", "2048")
                    .with("value", filter.value("q"))),
            Layout.field("state", "State", Layout.select(words, filter.value("state"))),
            Layout.field(
                "hub",
                "Hub",
                Tag.of("input")
                    .with("type", "url")
                    .with("maxlength", "2048")
                    .with("value", filter.value("hub"))),
            Layout.field(
                "ending",
                "Lease ends within",
                Layout.select(Layout.times("any"), filter.value("ending"))),
            Layout.field(
                "silent", "Silent for", Layout.select(Layout.times("any"), filter.value("silent"))),
            Layout.button("Show"),
            links.to(PATH, "Show all"))
        .with("class", "filter")
        .with("role", "search")
        .with("aria-label", "Subscriptions")
        .with("action", links.url(PATH));
  }

  private Tag confirmation(RowAction action, ShownFilter shown, String label) {
    return parameters(links.form(PATH + "/" + action.pathForAll()), shown)
        .with("class", "actions")
        .add(
            Layout.hidden(Fields.CONFIRMED, "true"),
            Layout.button(label).with("class", "danger"),
            links.to(PATH + shown.first().query(), "Cancel"));
  }

  private Tag forAll(List<? extends RowAction> actions) {
    Tag form =
        parameters(links.form(PATH + "/" + actions.get(0).pathForAll()), filter.first())
            .with("class", "actions");
    for (RowAction action : actions) {
      form.add(
          Layout.button(action.label() + " all")
              .with("formaction", links.url(PATH + "/" + action.pathForAll())));
    }
    return form;
  }

  /** Puts a filter into a form, without the size of a page. */
  private static Tag parameters(Tag form, ShownFilter shown) {
    shown.parameters().entrySet().stream()
        .filter(each -> !each.getKey().equals("size"))
        .forEach(each -> form.add(Layout.hidden(each.getKey(), each.getValue())));
    if (shown.isAll()) {
      form.add(Layout.hidden(Fields.ALL, "true"));
    }
    return form;
  }

  private Tag table(Page page, RowAction[] actions) {
    return RowForm.of(
        links,
        PATH,
        filter.query(),
        actions,
        "The oldest first",
        Column.heads(SubscriptionFacts.COLUMNS),
        page.found().stream()
            .map(each -> Column.row(SubscriptionFacts.COLUMNS, each, page.now()))
            .toList());
  }

  /**
   * What was found for one page.
   *
   * @param found the subscriptions
   * @param next the address of the next page; null if this is the last
   * @param isPart whether the search ended early
   * @param most after how many it does
   */
  public record Page(
      List<Subscription> found, @Nullable String next, boolean isPart, int most, Instant now) {}
}
