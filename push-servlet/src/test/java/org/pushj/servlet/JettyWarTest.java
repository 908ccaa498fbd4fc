package org.pushj.servlet;

import java.nio.file.Path;

/** The endpoint on Jetty, in a WAR, by its web.xml. */
class JettyWarTest extends CallbackEndpointContract {
  JettyWarTest() {
    super(Deployment::war);
  }

  @Override
  Container start(Path folder) throws Exception {
    return new JettyContainer();
  }
}
