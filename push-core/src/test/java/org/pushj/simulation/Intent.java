package org.pushj.simulation;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What the application wants of one resource, as far as it knows that push knows. */
final class Intent {
  /** What it wants: changing from the begin of a call until one has returned. */
  enum State {
    UNWANTED,
    CHANGING,
    WANTED
  }

  private static final int SHOWN = 4;

  private final URI resource;
  private State state = State.UNWANTED;
  private final Deque<String> page = new ArrayDeque<>();
  private int generation;
  private int confirmed;
  private @Nullable URI callback;
  private long since;
  private boolean unheard;

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

  /** The site adds content to the page, which shows the last ones. */
  void publishes(String content) {
    page.addFirst(content);
    if (page.size() > SHOWN) {
      page.removeLast();
    }
  }

  /** Returns content, and what the page shows beside it. */
  String whole(String content) {
    return content
        + page.stream().filter(each -> !each.equals(content)).collect(joining("\n", "\n", ""));
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

  /** A callback was confirmed: returns its number, which is another one for each that is new. */
  int confirmed(URI at) {
    if (!at.equals(callback)) {
      callback = at;
      confirmed++;
    }
    return confirmed;
  }

  /** A node failed while it confirmed a callback: it may have stored that. */
  void maybeConfirmed(URI at) {
    if (!at.equals(callback)) {
      confirmed++;
    }
  }

  /** Tells whether at least two others were confirmed after the callback of a grant. */
  boolean isLeftTwice(HubGrant grant) {
    return confirmed - grant.order > 1;
  }

  /** Tells whether another callback was confirmed after that of a grant. */
  boolean isLeft(HubGrant grant) {
    return isLeft(grant.callback);
  }

  /** Tells whether another callback was confirmed after this one. */
  boolean isLeft(URI at) {
    return callback != null && !at.equals(callback);
  }

  /** A lease was confirmed to a hub that has given up before it heard of that. */
  void unheard() {
    unheard = true;
  }

  /** A hub has granted a lease. */
  void heard() {
    unheard = false;
  }

  /** Tells whether a node may count on a lease that no hub has granted. */
  boolean isUnheard() {
    return unheard;
  }

  /** Returns since when nothing changes, in nanoseconds since the beginning. */
  long since() {
    return since;
  }

  @Override
  public String toString() {
    return state + " " + resource.getPath();
  }
}
