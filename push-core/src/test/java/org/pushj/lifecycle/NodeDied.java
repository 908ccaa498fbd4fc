package org.pushj.lifecycle;

/** A node of a random walk ends here, in the middle of what it does. */
final class NodeDied extends Error {
  private static final long serialVersionUID = 1L;

  NodeDied() {
    super("a node dies here", null, false, false);
  }
}
