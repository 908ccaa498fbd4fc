package org.pushj.servlet;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** What is left on Tomcat. */
@Tag("tomcat")
class TomcatUndeployTest extends UndeployContract {
  @Override
  Container start(Path folder) throws Exception {
    return new TomcatContainer(folder);
  }
}
