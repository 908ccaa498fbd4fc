package org.pushj.servlet;

import java.nio.file.Path;

/** Links on Tomcat, by the web.xml of a WAR. */
class TomcatLinkFilterWarTest extends LinkFilterWarContract {
  @Override
  Container start(Path folder) throws Exception {
    return new TomcatContainer(folder);
  }
}
