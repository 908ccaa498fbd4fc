package org.pushj.servlet.admin;

/** What can be done with the rows of a list. */
interface RowAction {

  /** Returns the last part of the address to which it is sent. */
  String path();

  /** Returns what its button says. */
  String label();

  /** Tells whether it cannot be undone, so that the page asks for a confirmation. */
  boolean isFinal();
}
