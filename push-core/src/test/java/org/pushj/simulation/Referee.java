package org.pushj.simulation;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.Subscription;
import org.pushj.publisher.PublishOutcome;
import org.pushj.spi.SearchableStore;

/**
 * Watches over one promise of the README, from outside: it sees what a hub, an application and a
 * network see. It counts the obligations that it has checked, and those that it had to excuse.
 */
abstract class Referee {
  /** How forged content begins. */
  static final String FORGED = "forged #";

  /** Has the time at which something happens. */
  final Scheduler scheduler;

  private final String promise;
  private int checked;
  private int excused;

  Referee(String promise, Scheduler scheduler) {
    this.promise = promise;
    this.scheduler = scheduler;
  }

  /** A hub has got its challenge back. The store is as it is at this moment. */
  void confirmed(HubGrant grant, boolean subscribes, Intent intent, SearchableStore store) {}

  /** The same, for those that need no store. */
  void confirmed(HubGrant grant, boolean subscribes, Intent intent) {}

  /** A stranger has verified something about a request that he knows, with this result. */
  void challenged(Intent intent, Asked known, String mode, boolean echoed) {}

  /** A site has published content. */
  void published(Intent intent, String content) {}

  /** A hub begins to deliver content. */
  void delivers(Attempt attempt) {}

  /** A hub has got an answer to content. */
  void answered(Attempt attempt, int status) {}

  /** The application has processed content. */
  void received(Intent intent, String content) {}

  /** The application has processed content, of which this is all that it got. */
  void processed(String content, String body, @Nullable String type) {}

  /** A node has stored something else about a subscription. */
  void rewritten(Subscription before, Subscription after) {}

  /** The application makes a call. */
  void called(Intent intent) {}

  /** A node has sent something to a host. */
  void sent(String host, String text) {}

  /** A node has logged something. */
  void logged(String text) {}

  /** A node has sent a request to a hub. */
  void requested(Intent intent, String host, Asked request) {}

  /** An application has been told that a change is committed, which began at that time. */
  void changed(List<PingHub> hubs, URI topic, long since) {}

  /** An application has been told what a hub has said to a change, which began at that time. */
  void told(PublishOutcome outcome, long since) {}

  /** A hub was told of a change, and has taken it. */
  void announced(URI hub, String topic) {}

  /** Some hours have gone by. */
  void passed(World world) {}

  /** The run is over; for its last days nothing failed, and the application wanted no change. */
  void ended(World world) {}

  final void checked() {
    checked++;
  }

  final void excused() {
    excused++;
  }

  final void violated(String how) {
    scheduler.fail(new AssertionError(promise + ": " + how));
  }

  /** Returns the most that it has seen of what has a limit; 0 if nothing has. */
  int most() {
    return 0;
  }

  final int checkedCount() {
    return checked;
  }

  final int excusedCount() {
    return excused;
  }

  final String name() {
    return promise;
  }

  @Override
  public String toString() {
    return promise + ": " + checked + " checked, " + excused + " excused";
  }
}
