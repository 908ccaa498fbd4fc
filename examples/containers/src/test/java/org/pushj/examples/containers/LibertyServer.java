package org.pushj.examples.containers;

import java.io.IOException;
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
          <feature>servlet-6.0</feature>
          <feature>jdbc-4.3</feature>
          <feature>jndi-1.0</feature>
          <feature>appSecurity-5.0</feature>
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
        <basicRegistry>
          <user name="%s" password="%s"/>
          <group name="%s">
            <member name="operator"/>
          </group>
        </basicRegistry>
      </server>
      """;

  /** Prepares a server for servlets and data sources. */
  public LibertyServer(Path base) {
    super("wlp", base);
  }

  @Override
  protected void prepare() throws IOException {
    Files.createDirectories(deployments());
    Files.writeString(
        base().resolve("servers/trial/server.xml"),
        CONFIGURATION.formatted(port(), copyDriver("lib"), database(), USER, PASSWORD, ROLE));
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
