package org.pushj.examples.reader;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
    try {
      ReaderSettings settings = ReaderSettings.fromEnvironment(System.getenv());
      ReaderServer reader = ReaderServer.start(settings);
      LOG.info("The reader is running at {}", reader.url());
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> stop(reader, settings.drain()), "reader-shutdown"));
    } catch (IllegalArgumentException e) {
      LOG.error("The reader cannot start: {}", e.getMessage());
      System.exit(1);
    }
  }

  private static void stop(ReaderServer reader, Duration drain) {
    reader.drain();
    try {
      TimeUnit.NANOSECONDS.sleep(drain.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reader.close();
  }
}
