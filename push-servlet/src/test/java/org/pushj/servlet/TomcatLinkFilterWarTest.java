package org.pushj.servlet;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Links on Tomcat, by the web.xml of a WAR. */
@Tag("tomcat")
class TomcatLinkFilterWarTest extends LinkFilterWarContract {
  @Override
  Container start(Path folder) throws Exception {
    return new TomcatContainer(folder);
  }
}
