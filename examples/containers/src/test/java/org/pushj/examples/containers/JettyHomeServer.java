package org.pushj.examples.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Jetty from its distribution, with a look at its {@code webapps} each second. */
final class JettyHomeServer extends ServerProcess {

  JettyHomeServer(Path base) {
    super("jetty-home-12.1", base);
  }

  @Override
  protected void prepare() throws IOException {
    Files.createDirectories(deployments());
    Files.writeString(
        Files.createDirectories(base().resolve("start.d")).resolve("trial.ini"),
        String.join(
            "\n",
            "--module=http",
            "jetty.http.host=127.0.0.1",
            "jetty.http.port=" + port(),
            "jetty.deploy.scanInterval=1",
            "jetty.deploy.deferInitialScan=true",
            // Last, as properties that follow it belong to the environment ee11.
            "--module=ee11-deploy"));
  }

  @Override
  protected List<String> arguments() {
    return List.of(
        "-Djava.io.tmpdir=" + base(),
        "-Djetty.home=" + home(),
        "-Djetty.base=" + base(),
        "-jar",
        home().resolve("start.jar").toString());
  }

  @Override
  protected Path deployments() {
    return base().resolve("webapps");
  }
}
