package org.pushj.examples.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Open Liberty, with a look at its {@code dropins} twice a second. */
public final class LibertyServer extends ServerProcess {
  private static final String CONFIGURATION =
      """
      <server>
        <featureManager>
          <feature>servlet-6.0</feature>
          <feature>jdbc-4.3</feature>
          <feature>jndi-1.0</feature>
          <feature>appSecurity-5.0</feature>
          %s
        </featureManager>
        <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
        <applicationMonitor updateTrigger="polled" pollingRate="500ms"/>
        <config updateTrigger="disabled"/>
        <library id="h2">
          <file name="%s"/>
        </library>
        <dataSource jndiName="jdbc/push" transactional="false">
          <jdbcDriver libraryRef="h2" javax.sql.DataSource="org.h2.jdbcx.JdbcDataSource"/>
          <properties URL="%s" user="sa" password=""/>
        </dataSource>
        <dataSource id="DefaultDataSource">
          <jdbcDriver libraryRef="h2" javax.sql.DataSource="org.h2.jdbcx.JdbcDataSource"/>
          <properties URL="jdbc:h2:mem:default;DB_CLOSE_DELAY=-1" user="sa" password=""/>
        </dataSource>
        <basicRegistry>
          <user name="%s" password="%s"/>
          <group name="%s">
            <member name="operator"/>
          </group>
        </basicRegistry>
      </server>
      """;

  private final List<String> features;

  /**
   * Prepares a server for servlets and data sources.
   *
   * @param features what it has besides
   */
  public LibertyServer(Path base, String... features) {
    super("wlp", base);
    this.features = List.of(features);
  }

  @Override
  protected void prepare() throws IOException {
    Files.createDirectories(deployments());
    String more =
        features.stream()
            .map(feature -> "<feature>" + feature + "</feature>")
            .collect(Collectors.joining());
    Files.writeString(
        base().resolve("servers/trial/server.xml"),
        CONFIGURATION.formatted(more, port(), copyDriver("lib"), database(), USER, PASSWORD, ROLE));
  }

  @Override
  protected List<String> arguments() {
    return List.of(
        "@" + home().resolve("lib/platform/java/java9.options"),
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
