package org.pushj.examples.containers;

import java.nio.file.Path;

/** The WAR on Jetty 12.1. */
final class JettyIT extends ContainerContract {
  @Override
  ServerProcess server(Path base) {
    return new JettyHomeServer(base);
  }

  @Override
  boolean toleratesWrongParameter() {
    return false;
  }
}
