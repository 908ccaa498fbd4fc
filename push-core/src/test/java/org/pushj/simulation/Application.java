package org.pushj.simulation;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.PushException;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.subscriber.OperatorAction;
import org.pushj.subscriber.Subscriber;

/** Changes its mind about one resource now and then, and tells any node that is up. */
final class Application {
  private final World world;
  private final Machine machine;
  private final Intent intent;
  private @Nullable SubscriptionId id;

  Application(World world, Machine machine, Intent intent) {
    this.world = world;
    this.machine = machine;
    this.intent = intent;
  }

  void run() {
    try {
      while (true) {
        world.scheduler.sleep(world.upTo(Duration.ofDays(2)));
        if (world.isCalm()) {
          return;
        }
        act();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void act() throws InterruptedException {
    SubscriptionId known = id;
    int choice = world.scheduler.random().nextInt(14);
    if (!intent.isWanted() || known == null || choice == 0) {
      subscribe(choice % 2 == 0);
    } else if (choice < 5) {
      note("renew");
      attempt(node -> node.renew(known));
    } else if (choice < 7) {
      note("retry");
      attempt(node -> node.operations().apply(OperatorAction.RETRY, known));
    } else if (choice < 9) {
      note("pause");
      attempt(node -> node.operations().apply(OperatorAction.PAUSE, known));
      world.scheduler.sleep(world.upTo(Duration.ofDays(2)));
      resume(known);
    } else if (choice < 12) {
      end("unsubscribe", node -> node.unsubscribe(known));
    } else {
      end("forget", node -> node.forget(known));
      world.forgets(intent);
    }
  }

  private void resume(SubscriptionId known) throws InterruptedException {
    note("resume");
    while (attempt(node -> node.operations().apply(OperatorAction.RESUME, known)) == null) {
      world.scheduler.sleep(Duration.ofMinutes(1));
    }
  }

  private void note(String call) {
    world.journal.note(machine, "calls " + call + " " + intent.resource());
    world.called(call, intent);
  }

  private void end(String what, Call<?> call) throws InterruptedException {
    note(what);
    intent.changes();
    while (attempt(call) == null) {
      world.scheduler.sleep(Duration.ofMinutes(1));
    }
    intent.settled(false, world.scheduler.now());
    world.journal.note(machine, "has ended " + intent.resource());
  }

  private void subscribe(boolean later) throws InterruptedException {
    note(later ? "subscribe later" : "subscribe");
    SubscriptionRequest request = SubscriptionRequest.of(intent.resource());
    if (!intent.isWanted()) {
      intent.changes();
    }
    Object result = null;
    while (result == null) {
      result =
          attempt(
              node -> {
                try {
                  return (later ? node.subscribeLater(request) : node.subscribe(request)).id();
                } catch (HubException stored) {
                  return stored.subscription().orElse(null);
                }
              });
      if (result == null) {
        world.scheduler.sleep(Duration.ofMinutes(5));
      }
    }
    id = (SubscriptionId) result;
    intent.settled(true, world.scheduler.now());
    world.journal.note(machine, "has subscribed to " + intent.resource());
  }

  /** Makes a call at a node; null if it did not come back, or failed. */
  private @Nullable Object attempt(Call<?> call) throws InterruptedException {
    Node node = world.nodeThatIsUp();
    if (node == null) {
      return null;
    }
    Subscriber subscriber = node.subscriber();
    Callable<@Nullable Object> body = () -> call.on(subscriber);
    CompletableFuture<@Nullable Object> answer = world.scheduler.call(node.machine(), "call", body);
    world.scheduler.await(answer::isDone, null);
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PushException || e.getCause() instanceof MachineDied) {
        world.journal.note(machine, "fails: " + e.getCause().getClass().getSimpleName());
        return null;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** A call of the front door. */
  @FunctionalInterface
  private interface Call<T> {
    @Nullable T on(Subscriber subscriber);
  }
}
