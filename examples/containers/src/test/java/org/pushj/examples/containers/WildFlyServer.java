package org.pushj.examples.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pushj.examples.guard.FreePort;

/** WildFly, with a look at its {@code deployments} twice a second. */
public final class WildFlyServer extends ServerProcess {

  /** Prepares a server. */
  public WildFlyServer(Path base) {
    super("wildfly-", base);
  }

  @Override
  protected void prepare() throws IOException {
    copy("standalone", "");
    Path xml = base().resolve("configuration/standalone.xml");
    Files.writeString(
        xml, Files.readString(xml).replace("scan-interval=\"5000\"", "scan-interval=\"500\""));
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
                "-Djboss.management.http.port=" + FreePort.next()))
        .toList();
  }

  @Override
  protected Path deployments() {
    return base().resolve("deployments");
  }
}
