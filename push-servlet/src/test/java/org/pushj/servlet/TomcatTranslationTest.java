package org.pushj.servlet;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("tomcat")
class TomcatTranslationTest extends TranslationContract {

  @Override
  Container start(Path folder) throws Exception {
    return new TomcatContainer(folder);
  }
}
