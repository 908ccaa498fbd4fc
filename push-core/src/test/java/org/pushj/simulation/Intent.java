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
  private @Nullable String last;
  private @Nullable URI callback;
  private @Nullable String doubted;
  private long doubtedSince;
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

  /**
   * Tells whether a secret that a hub has verified may not be known: it is new at its callback, and
   * came late or was denied. If so, each verification of that request is doubtful.
   */
  boolean isDoubtful(HubGrant grant, boolean isLateOrDenied) {
    String registration = grant.callback + " " + grant.secret;
    boolean isNewSecret = grant.callback.equals(callback) && !registration.equals(last);
    if (isNewSecret && isLateOrDenied) {
      doubted = registration;
      doubtedSince = grant.askedAt;
    }
    return registration.equals(doubted) && grant.askedAt <= doubtedSince;
  }

  /** Something was confirmed: returns its number, which is another one for what is new. */
  int confirmed(URI at, @Nullable String secret) {
    String registration = at + " " + secret;
    if (!registration.equals(last)) {
      last = registration;
      callback = at;
      confirmed++;
    }
    return confirmed;
  }

  /**
   * Tells whether at least two other callbacks, or secrets of a callback, were confirmed after
   * those of a grant: one is remembered.
   */
  boolean isLeftTwice(HubGrant grant) {
    return confirmed - grant.order > 1;
  }

  /** Tells whether another callback was confirmed after that of a grant. */
  boolean isLeft(HubGrant grant) {
    return callback != null && !grant.callback.equals(callback);
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
