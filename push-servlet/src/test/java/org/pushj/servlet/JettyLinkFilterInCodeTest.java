package org.pushj.servlet;

import java.nio.file.Path;

/** Links on Jetty, by a filter that is registered in code. */
class JettyLinkFilterInCodeTest extends LinkFilterContract {
  JettyLinkFilterInCodeTest() {
    super(BlogDeployment::inCode);
  }

  @Override
  Container start(Path folder) throws Exception {
    return new JettyContainer();
  }
}
