package org.pushj.servlet;

import java.nio.file.Path;

/** Links on Tomcat, by a filter that is registered in code. */
class TomcatLinkFilterInCodeTest extends LinkFilterContract {
  TomcatLinkFilterInCodeTest() {
    super(BlogDeployment::inCode);
  }

  @Override
  Container start(Path folder) throws Exception {
    return new TomcatContainer(folder);
  }
}
