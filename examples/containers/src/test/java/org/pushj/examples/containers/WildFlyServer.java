package org.pushj.examples.containers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pushj.examples.guard.FreePort;

/** WildFly, with a look at its {@code deployments} twice a second. */
public final class WildFlyServer extends ServerProcess {

  private static final String DATA_SOURCE =
      """
      <datasource jndi-name="java:jboss/datasources/push" pool-name="push" jta="false">
        <connection-url>%s</connection-url>
        <driver>h2</driver>
        <security user-name="sa"/>
      </datasource>
      """;

  /** {@link #USER} and {@link #PASSWORD}, as add-user.sh writes them. */
  private static final String DIGEST = USER + "=656f286e55b87f4676daff9537fccd9f";

  private final String configuration;
  private final int managementPort = FreePort.next();

  /** Prepares a server. */
  public WildFlyServer(Path base) {
    this(base, "standalone.xml");
  }

  /**
   * Prepares a server.
   *
   * @param configuration the name of its configuration
   */
  public WildFlyServer(Path base, String configuration) {
    super("wildfly-", base);
    this.configuration = configuration;
  }

  @Override
  public URI management() {
    return URI.create("http://127.0.0.1:" + managementPort + "/");
  }

  @Override
  protected void prepare() throws IOException {
    copy("standalone", "");
    change(
        "configuration/" + configuration,
        text ->
            text.replace("<datasources>", "<datasources>" + DATA_SOURCE.formatted(database()))
                .replace("scan-interval=\"5000\"", "scan-interval=\"500\""));
    change("configuration/application-users.properties", text -> text + "\n" + DIGEST + "\n");
    change(
        "configuration/application-roles.properties",
        text -> text + "\n" + USER + "=" + ROLE + "\n");
  }

  @Override
  protected List<String> arguments() {
    Stream<String> opened =
        Stream.of(
                "java.lang",
                "java.lang.invoke",
                "java.lang.reflect",
                "java.io",
                "java.net",
                "java.security",
                "java.util",
                "java.util.concurrent")
            .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED");
    return Stream.concat(
            opened,
            Stream.of(
                "--add-opens=java.management/javax.management=ALL-UNNAMED",
                "--add-opens=java.naming/javax.naming=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + base().resolve("tmp"),
                "-Dorg.jboss.boot.log.file=" + base().resolve("log/server.log"),
                "-Dlogging.configuration=file:"
                    + base().resolve("configuration/logging.properties"),
                "-jar",
                home().resolve("jboss-modules.jar").toString(),
                "-mp",
                home().resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + home(),
                "-Djboss.server.base.dir=" + base(),
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.http.port=" + port(),
                "-Djboss.https.port=" + FreePort.next(),
                "-Djboss.management.http.port=" + managementPort,
                "-c",
                configuration))
        .toList();
  }

  @Override
  protected Path deployments() {
    return base().resolve("deployments");
  }
}
