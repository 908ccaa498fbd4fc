package org.pushj.servlet;

import java.nio.file.Path;

class TomcatBodyTest extends BodyContract {

  @Override
  Container start(Path folder) throws Exception {
    return new TomcatContainer(folder);
  }
}
