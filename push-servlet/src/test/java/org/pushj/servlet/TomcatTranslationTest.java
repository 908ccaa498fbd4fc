package org.pushj.servlet;

import java.nio.file.Path;

class TomcatTranslationTest extends TranslationContract {

  @Override
  Container start(Path folder) throws Exception {
    return new TomcatContainer(folder);
  }
}
