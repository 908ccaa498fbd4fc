package org.pushj.examples.jakarta;

import java.nio.file.Path;
import org.pushj.examples.containers.LibertyServer;
import org.pushj.examples.containers.ServerProcess;

/** The application on Open Liberty, with what it uses of Jakarta EE and MicroProfile. */
final class LibertyIT extends FullServerContract {
  @Override
  ServerProcess server(Path base) {
    return new LibertyServer(base, "cdi-4.0", "concurrent-3.0", "persistence-3.1", "mpHealth-4.0");
  }
}
