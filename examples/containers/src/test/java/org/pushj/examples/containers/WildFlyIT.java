package org.pushj.examples.containers;

import java.nio.file.Path;

/** The WAR on WildFly. */
final class WildFlyIT extends ContainerContract {
  @Override
  ServerProcess server(Path base) {
    return new WildFlyServer(base);
  }

  @Override
  boolean toleratesWrongParameter() {
    return true;
  }
}
