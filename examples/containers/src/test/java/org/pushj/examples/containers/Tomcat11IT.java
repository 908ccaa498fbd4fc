package org.pushj.examples.containers;

import java.nio.file.Path;

/** The WAR on Tomcat 11. */
final class Tomcat11IT extends ContainerContract {
  @Override
  ServerProcess server(Path base) {
    return new TomcatServer("11.0", base);
  }

  @Override
  boolean toleratesWrongParameter() {
    return true;
  }
}
