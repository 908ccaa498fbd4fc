package org.pushj.examples.reader;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the reader with settings from the environment, and stops it with the process. */
public final class ReaderMain {
  private static final Logger LOG = LoggerFactory.getLogger(ReaderMain.class);

  private ReaderMain() {}

  /**
   * Starts the reader.
   *
   * @param args none; see {@link ReaderSettings#fromEnvironment}
   */
  public static void main(String[] args) {
    start().ifPresentOrElse(ReaderMain::closeAtExit, () -> System.exit(1));
  }

  private static Optional<ReaderServer> start() {
    try {
      ReaderServer reader = ReaderServer.start(ReaderSettings.fromEnvironment(System.getenv()));
      LOG.info("The reader is running at {}", reader.url());
      return Optional.of(reader);
    } catch (IllegalArgumentException e) {
      LOG.error("The reader cannot start: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static void closeAtExit(ReaderServer reader) {
    Runtime.getRuntime().addShutdownHook(new Thread(reader::close, "reader-shutdown"));
  }
}
