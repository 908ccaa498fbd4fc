package org.pushj.servlet;

import java.nio.file.Path;

/** Links on Jetty, by the web.xml of a WAR. */
class JettyLinkFilterWarTest extends LinkFilterWarContract {
  @Override
  Container start(Path folder) throws Exception {
    return new JettyContainer();
  }
}
