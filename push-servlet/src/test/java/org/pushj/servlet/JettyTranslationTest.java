package org.pushj.servlet;

import java.nio.file.Path;

class JettyTranslationTest extends TranslationContract {

  @Override
  Container start(Path folder) throws Exception {
    return new JettyContainer();
  }
}
