package org.pushj.examples.jakarta;

import java.nio.file.Path;
import org.pushj.examples.containers.ServerProcess;
import org.pushj.examples.containers.WildFlyServer;

/** The application on WildFly, with its MicroProfile. */
final class WildFlyIT extends FullServerContract {
  @Override
  ServerProcess server(Path base) {
    return new WildFlyServer(base, "standalone-microprofile.xml");
  }
}
