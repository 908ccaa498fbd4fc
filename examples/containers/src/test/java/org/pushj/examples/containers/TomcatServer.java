package org.pushj.examples.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tomcat, with a look at its {@code webapps} each second. */
final class TomcatServer extends ServerProcess {

  TomcatServer(String version, Path base) {
    super("apache-tomcat-" + version, base);
  }

  @Override
  protected void prepare() throws IOException {
    copy("conf", "conf");
    Files.createDirectories(deployments());
    Files.createDirectories(base().resolve("temp"));
    Path xml = base().resolve("conf/server.xml");
    Files.writeString(
        xml,
        Files.readString(xml)
            .replace("port=\"8005\"", "port=\"-1\"")
            .replace(
                "<Connector port=\"8080\"",
                "<Connector address=\"127.0.0.1\" port=\"" + port() + "\"")
            .replace("<Engine ", "<Engine backgroundProcessorDelay=\"1\" "));
  }

  @Override
  protected List<String> arguments() {
    return List.of(
        "-Dcatalina.home=" + home(),
        "-Dcatalina.base=" + base(),
        "-Djava.io.tmpdir=" + base().resolve("temp"),
        "-cp",
        home().resolve("bin/bootstrap.jar") + ":" + home().resolve("bin/tomcat-juli.jar"),
        "org.apache.catalina.startup.Bootstrap",
        "start");
  }

  @Override
  protected Path deployments() {
    return base().resolve("webapps");
  }
}
