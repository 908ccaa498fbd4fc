package org.pushj.servlet.admin.html;

/** What can be done with the rows of a list. */
public interface RowAction {

  /** Returns the last part of the address to which it is sent. */
  String path();

  /** Returns the last part of the address to do it with all rows that match. */
  default String pathForAll() {
    return path() + "-all";
  }

  /** Returns what its button says. */
  String label();

  /** Tells whether it cannot be undone, so that the page asks for a confirmation. */
  boolean isFinal();
}
