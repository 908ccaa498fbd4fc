package org.pushj.simulation;

import java.time.Duration;
import java.util.List;

/** Lets nodes die, stand still, and look at a wrong clock, until all is calm. */
record Fate(World world, List<Node> nodes) {

  void live() {
    while (!world.isCalm()) {
      world.sleep(world.upTo(Duration.ofDays(2)));
      Node node = world.nodeThatIsUp();
      if (node != null && !world.isCalm()) {
        strike(node.machine());
      }
    }
  }

  private void strike(Machine machine) {
    switch (world.scheduler.random().nextInt(4)) {
      case 0 -> {
        machine.step(world.skew());
        world.visited("clock steps");
        world.journal.note(machine, "has another time");
      }
      case 1 -> {
        world.journal.note(machine, "stands still");
        world.visited("node stands still");
        machine.suspend();
        world.sleep(world.upTo(Duration.ofHours(2)));
        machine.awake();
        world.journal.note(machine, "continues");
      }
      default -> machine.doom(1 + world.scheduler.random().nextInt(40));
    }
  }

  /** Starts a node again, some time after it died. */
  void operate(Node node) {
    while (true) {
      world.await(node::isDown);
      world.journal.note(node.machine(), "has died");
      world.visited("node has died");
      world.sleep(world.upTo(Duration.ofHours(2)));
      node.begin();
    }
  }
}
