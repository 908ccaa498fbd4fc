package org.pushj.simulation;

import java.net.URI;

/** What the application wants of one resource, as far as it knows that push knows. */
final class Intent {
  /** What it wants: changing from the begin of a call until one has returned. */
  enum State {
    UNWANTED,
    CHANGING,
    WANTED
  }

  private final URI resource;
  private State state = State.UNWANTED;
  private int generation;
  private int calls;
  private long since;

  Intent(URI resource) {
    this.resource = resource;
  }

  URI resource() {
    return resource;
  }

  State state() {
    return state;
  }

  /** Returns a number that grows whenever a change begins. */
  int generation() {
    return generation;
  }

  boolean isWanted() {
    return state == State.WANTED;
  }

  void changes() {
    state = State.CHANGING;
    generation++;
  }

  void settled(boolean wanted, long now) {
    state = wanted ? State.WANTED : State.UNWANTED;
    since = now;
  }

  /** Returns since when nothing changes, in nanoseconds since the beginning. */
  long since() {
    return since;
  }

  /** The application calls, for whatever reason. */
  void called() {
    calls++;
  }

  /** Returns how often the application has called. */
  int calls() {
    return calls;
  }

  @Override
  public String toString() {
    return state + " " + resource.getPath();
  }
}
