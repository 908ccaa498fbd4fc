package org.pushj.examples.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Open Liberty, with a look at its {@code dropins} twice a second. */
public final class LibertyServer extends ServerProcess {
  private static final String CONFIGURATION =
      """
      <server>
        <featureManager>
          <feature>%s</feature>
        </featureManager>
        <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
        <applicationMonitor updateTrigger="polled" pollingRate="500ms"/>
        <config updateTrigger="disabled"/>
        %s
      </server>
      """;

  /** Prepares a server for servlets alone. */
  public LibertyServer(Path base) {
    this(base, "servlet-6.0", "");
  }

  /**
   * Prepares a server.
   *
   * @param features one, or several with the tags in between
   * @param more what else its configuration has
   */
  public LibertyServer(Path base, String features, String more) {
    super("wlp", base);
    try {
      Files.writeString(
          base().resolve("servers/trial/server.xml"),
          CONFIGURATION.formatted(features, port(), more));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void prepare() throws IOException {
    Files.createDirectories(deployments());
  }

  @Override
  protected List<String> arguments() {
    return List.of(
        "-javaagent:" + home().resolve("bin/tools/ws-javaagent.jar"),
        "-jar",
        home().resolve("bin/tools/ws-server.jar").toString(),
        "trial");
  }

  @Override
  protected Map<String, String> environment() {
    return Map.of(
        "WLP_USER_DIR", base().toString(), "WLP_OUTPUT_DIR", base().resolve("servers").toString());
  }

  @Override
  protected Path deployments() {
    return base().resolve("servers/trial/dropins");
  }
}
