package org.pushj.examples.containers;

import java.nio.file.Path;

/** The WAR on Open Liberty. */
final class LibertyIT extends ContainerContract {
  @Override
  ServerProcess server(Path base) {
    return new LibertyServer(base);
  }

  @Override
  boolean toleratesWrongParameter() {
    return true;
  }
}
