package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Tomcat logs for an administrator when a web.xml is invalid. */
class TomcatConfigurationTest {
  private static final Logger LOG = Logger.getLogger("org.apache.catalina");

  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord message) {
          if (message.getThrown() != null) {
            failures.add(message.getThrown().toString());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
    LOG.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    LOG.setUseParentHandlers(true);
    LOG.removeHandler(handler);
  }

  @Test
  void log_namesTheParameter_whenAClassCannotBeInstantiated(
      @TempDir Path base, @TempDir Path folder) throws Exception {
    Path war =
        new War()
            .with(Map.of("callbackBase", "https://reader.example/", "listener", "java.lang.String"))
            .writeTo(folder);
    try (Container container = new TomcatContainer(base)) {
      assertThatThrownBy(() -> container.deploy("/app", war)).isInstanceOf(ServletException.class);
    }
    assertThat(failures)
        .anySatisfy(
            failure ->
                assertThat(failure)
                    .contains("init-param listener of the servlet push must be a public class")
                    .contains("was \"java.lang.String\""));
  }
}
