package org.pushj.jpa;

import jakarta.persistence.PersistenceException;

/** A commit failed in a way that leaves open what of it was made. */
final class UndecidedException extends PersistenceException {
  private static final long serialVersionUID = 1L;

  UndecidedException(Exception cause) {
    super("the transaction could not be committed; it is not known what of it was", cause);
  }
}
