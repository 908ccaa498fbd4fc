package org.pushj.examples.containers;

import java.nio.file.Path;

/** The WAR on Tomcat 10.1. */
final class Tomcat10IT extends ContainerContract {
  @Override
  ServerProcess server(Path base) {
    return new TomcatServer("10.1", base);
  }

  @Override
  boolean toleratesWrongParameter() {
    return true;
  }
}
