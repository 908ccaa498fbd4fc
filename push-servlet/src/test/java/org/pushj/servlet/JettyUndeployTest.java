package org.pushj.servlet;

import java.nio.file.Path;

/** What is left on Jetty. */
class JettyUndeployTest extends UndeployContract {
  @Override
  Container start(Path folder) throws Exception {
    return new JettyContainer();
  }
}
