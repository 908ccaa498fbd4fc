package org.pushj.servlet;

import java.nio.file.Path;

/** The endpoint on Jetty, registered in code. */
class JettyInCodeTest extends CallbackEndpointContract {
  JettyInCodeTest() {
    super(Deployment::inCode);
  }

  @Override
  Container start(Path folder) throws Exception {
    return new JettyContainer();
  }
}
