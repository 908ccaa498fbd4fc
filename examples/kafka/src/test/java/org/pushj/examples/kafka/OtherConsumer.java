package org.pushj.examples.kafka;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.pushj.UpdateId;

/** A process that adds updates to a folder, one after the other. */
final class OtherConsumer {
  private OtherConsumer() {}

  /** Starts the process. It exits after its updates with status 0, unless it is killed. */
  static Process start(Path folder, int updates, int bytes) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            OtherConsumer.class.getName(),
            folder.toString(),
            Integer.toString(updates),
            Integer.toString(bytes))
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] args) throws IOException {
    Path path = Path.of(args[0]);
    UpdateFolder folder = UpdateFolder.at(path);
    byte[] content = new byte[Integer.parseInt(args[2])];
    for (int updates = Integer.parseInt(args[1]); updates > 0; updates--) {
      UpdateId id = UpdateId.next(Instant.EPOCH);
      folder.add(new ArrivedUpdate(id, URI.create("https://blog.example/feed"), null, content));
    }
  }
}
