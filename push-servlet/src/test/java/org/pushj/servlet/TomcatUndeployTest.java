package org.pushj.servlet;

import java.nio.file.Path;

/** What is left on Tomcat. */
class TomcatUndeployTest extends UndeployContract {
  @Override
  Container start(Path folder) throws Exception {
    return new TomcatContainer(folder);
  }
}
