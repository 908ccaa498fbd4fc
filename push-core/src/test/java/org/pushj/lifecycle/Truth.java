package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.pushj.IntentKind;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;

/** What the application of a random walk has said, and its hubs, whatever the store knows of it. */
final class Truth {
  private final Set<String> asked = new HashSet<>();
  private final Set<String> verifiedEnds = new HashSet<>();
  private final Set<URI> grantedEnds = new HashSet<>();
  private final Set<String> takenBack = new HashSet<>();
  private final List<SubscriptionId> ending = new ArrayList<>();
  private final List<SubscriptionId> forgetting = new ArrayList<>();

  /** The application wants this. */
  void wants(SubscriptionRequest request) {
    takenBack.remove(request.key());
  }

  /** The application unsubscribes or forgets while the action runs. */
  void takesBack(Subscription subscription, boolean forgets, Runnable action) {
    takenBack.add(subscription.request().key());
    ending.add(subscription.id());
    if (forgets) {
      forgetting.add(subscription.id());
    }
    action.run();
    ending.remove(subscription.id());
    if (forgets) {
      forgetting.remove(subscription.id());
    }
  }

  /** A node has died, with all that it was about to do. */
  void nodeDied() {
    ending.clear();
    forgetting.clear();
  }

  /** A hub was asked for this. */
  void asked(IntentKind kind, Registration registration) {
    asked.add(name(kind, registration.callback().value(), registration.topic().toString()));
  }

  /** A hub has ended the delivery to a callback, without a verification. */
  void grantedEnd(URI callback) {
    grantedEnds.add(callback);
  }

  /** A hub verifies an intent, and is confirmed nothing but what it was asked for and is wanted. */
  Lifecycles.Committed verifies(
      HubVerification about, IntentKind kind, Supplier<Lifecycles.Committed> commit) {
    String name = name(kind, about.callback().value(), about.topic());
    boolean isNew = verifiedEnds.add(name);
    Lifecycles.Committed change = commit.get();
    if (change.recognized()) {
      Subscription before = change.before();
      boolean current =
          before.registration().filter(r -> r.callback().equals(about.callback())).isPresent();
      boolean wanted =
          kind == IntentKind.SUBSCRIBE ? before.wanted() : !before.wanted() || !current;
      assertThat(asked).as("what is confirmed was asked for: %s", before).contains(name);
      assertThat(wanted).as("the application wants what is confirmed: %s", before).isTrue();
    } else if (isNew) {
      verifiedEnds.remove(name);
    }
    return change;
  }

  /** An intent has ended in the store: one that the application repeats meanwhile came before. */
  void ended(Subscription before) {
    if (ending.contains(before.id())) {
      takenBack.add(before.request().key());
    }
  }

  /** Tells whether the application withdraws this intent. */
  boolean isTakenBack(Subscription subscription) {
    return ending.contains(subscription.id()) || takenBack.contains(subscription.request().key());
  }

  /** Tells whether its hub has ended this, or the application forgets it. */
  boolean mayEnd(SubscriptionId id, Registration registration) {
    return forgetting.contains(id)
        || grantedEnds.contains(registration.callbackUrl())
        || verifiedEnds.contains(
            name(
                IntentKind.UNSUBSCRIBE,
                registration.callback().value(),
                registration.topic().toString()));
  }

  private static String name(IntentKind kind, String callback, String topic) {
    return kind + " " + callback + " " + topic;
  }
}
