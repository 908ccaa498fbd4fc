package org.pushj.jpa.sql;

import jakarta.persistence.PersistenceException;

/** A commit failed in a way that leaves open what of it was made. */
public final class UndecidedException extends PersistenceException {
  private static final long serialVersionUID = 1L;

  public UndecidedException(Exception cause) {
    super("the transaction could not be committed; it is not known what of it was", cause);
  }
}
