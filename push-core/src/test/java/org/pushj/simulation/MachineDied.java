package org.pushj.simulation;

/** Unwinds the activities of a machine that is gone. */
final class MachineDied extends Error {
  private static final long serialVersionUID = 1L;

  MachineDied(Machine machine) {
    super(machine + " is gone", null, false, false);
  }
}
