package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Tomcat logs for an administrator when a web.xml is invalid. */
@Tag("tomcat")
class TomcatConfigurationTest {
  @Test
  void log_namesTheParameter_whenAClassCannotBeInstantiated(
      @TempDir Path base, @TempDir Path folder) throws Exception {
    Path war =
        new War()
            .with(Map.of("callbackBase", "https://reader.example/", "listener", "java.lang.String"))
            .writeTo(folder);
    try (TomcatFailures failures = new TomcatFailures();
        Container container = new TomcatContainer(base)) {
      assertThatThrownBy(() -> container.deploy("/app", war)).isInstanceOf(ServletException.class);
      assertThat(failures.all())
          .anySatisfy(
              failure ->
                  assertThat(failure)
                      .contains("init-param listener of the servlet push must be a public class")
                      .contains("was \"java.lang.String\""));
    }
  }
}
