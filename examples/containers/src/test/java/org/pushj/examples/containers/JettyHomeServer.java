package org.pushj.examples.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Jetty from its distribution, with a look at its {@code webapps} each second. */
final class JettyHomeServer extends ServerProcess {

  private static final String RESOURCES =
      """
      <?xml version="1.0"?>
      <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN"
          "https://jetty.org/configure_10_0.dtd">
      <Configure id="Server" class="org.eclipse.jetty.server.Server">
        <New class="org.eclipse.jetty.plus.jndi.Resource">
          <Arg/>
          <Arg>jdbc/push</Arg>
          <Arg>
            <Call class="org.h2.jdbcx.JdbcConnectionPool" name="create">
              <Arg>%s</Arg>
              <Arg>sa</Arg>
              <Arg></Arg>
            </Call>
          </Arg>
        </New>
        <Call class="org.eclipse.jetty.util.resource.ResourceFactory" name="root">
          <Call id="users" name="newResource">
            <Arg type="String">%s</Arg>
          </Call>
        </Call>
        <Call name="addBean">
          <Arg>
            <New class="org.eclipse.jetty.security.HashLoginService">
              <Set name="name">push</Set>
              <Set name="config"><Ref refid="users"/></Set>
            </New>
          </Arg>
        </Call>
      </Configure>
      """;

  JettyHomeServer(Path base) {
    super("jetty-home-12.1", base);
  }

  @Override
  protected void prepare() throws IOException {
    Files.createDirectories(deployments());
    copyDriver("lib/ext");
    Path users =
        Files.writeString(
            Files.createDirectories(base().resolve("etc")).resolve("users.properties"),
            USER + ": " + PASSWORD + "," + ROLE);
    Files.writeString(
        base().resolve("etc/push.xml"), RESOURCES.formatted(database(), users.toUri()));
    Files.writeString(
        Files.createDirectories(base().resolve("start.d")).resolve("trial.ini"),
        String.join(
            "\n",
            "--module=http,ext,plus,security",
            "etc/push.xml",
            "jetty.http.host=127.0.0.1",
            "jetty.http.port=" + port(),
            "jetty.deploy.scanInterval=1",
            "jetty.deploy.deferInitialScan=true",
            // Last, as properties that follow it belong to the environment ee11.
            "--module=ee11-deploy,ee11-plus"));
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
