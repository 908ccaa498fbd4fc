package org.pushj.servlet;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The endpoint on Tomcat, registered in code. */
@Tag("tomcat")
class TomcatInCodeTest extends CallbackEndpointContract {
  TomcatInCodeTest() {
    super(Deployment::inCode);
  }

  @Override
  Container start(Path folder) throws Exception {
    return new TomcatContainer(folder);
  }
}
