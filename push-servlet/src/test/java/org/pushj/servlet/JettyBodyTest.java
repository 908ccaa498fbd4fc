package org.pushj.servlet;

import java.nio.file.Path;

class JettyBodyTest extends BodyContract {

  @Override
  Container start(Path folder) throws Exception {
    return new JettyContainer();
  }
}
