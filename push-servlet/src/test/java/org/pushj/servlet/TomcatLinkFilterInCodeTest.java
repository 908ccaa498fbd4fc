package org.pushj.servlet;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Links on Tomcat, by a filter that is registered in code. */
@Tag("tomcat")
class TomcatLinkFilterInCodeTest extends LinkFilterContract {
  TomcatLinkFilterInCodeTest() {
    super(BlogDeployment::inCode);
  }

  @Override
  Container start(Path folder) throws Exception {
    return new TomcatContainer(folder);
  }
}
