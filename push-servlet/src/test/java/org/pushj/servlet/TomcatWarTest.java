package org.pushj.servlet;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The endpoint on Tomcat, in a WAR, by its web.xml. */
@Tag("tomcat")
class TomcatWarTest extends CallbackEndpointContract {
  TomcatWarTest() {
    super(Deployment::war);
  }

  @Override
  Container start(Path folder) throws Exception {
    return new TomcatContainer(folder);
  }
}
