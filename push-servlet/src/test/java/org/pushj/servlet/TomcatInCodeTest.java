package org.pushj.servlet;

import java.nio.file.Path;

/** The endpoint on Tomcat, registered in code. */
class TomcatInCodeTest extends CallbackEndpointContract {
  TomcatInCodeTest() {
    super(Deployment::inCode);
  }

  @Override
  Container start(Path folder) throws Exception {
    return new TomcatContainer(folder);
  }
}
