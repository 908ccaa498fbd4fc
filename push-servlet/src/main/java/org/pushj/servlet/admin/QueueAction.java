package org.pushj.servlet.admin;

import java.util.Locale;
import org.pushj.servlet.admin.html.RowAction;

/** What can be done with the updates of an inbox, and with pings. */
enum QueueAction implements RowAction {
  REQUEUE("Requeue"),
  DISCARD("Discard");

  private final String label;

  QueueAction(String label) {
    this.label = label;
  }

  @Override
  public String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public boolean isFinal() {
    return this == DISCARD;
  }
}
