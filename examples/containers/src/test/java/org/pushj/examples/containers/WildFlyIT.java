package org.pushj.examples.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;

/** The WAR on WildFly. */
final class WildFlyIT extends ContainerContract {
  private ServerProcess server;

  @Override
  ServerProcess server(Path base) {
    server = new WildFlyServer(base);
    return server;
  }

  @Override
  boolean toleratesWrongParameter() {
    return true;
  }

  /** WFLYEE0007: "not installing optional component", a class that it could not make. */
  @AfterAll
  void deployments_warnOfNoComponent() {
    assertThat(server.output()).contains("WFLYUT0021").doesNotContain("WFLYEE0007");
  }
}
