package org.pushj.scheduling;

/** Says how much of a lane may be claimed, besides what its width and its tasks leave room for. */
public interface LaneLimits {

  /** Returns how many places of a lane may be taken at a time; 0 if it is closed for now. */
  default int most(String lane) {
    return Integer.MAX_VALUE;
  }

  /** Returns how many items are done together, in one place; by default each is done alone. */
  default int perPlace(String lane) {
    return 1;
  }
}
