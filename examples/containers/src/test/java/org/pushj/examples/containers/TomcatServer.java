package org.pushj.examples.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tomcat, with a global data source that all contexts see, and a look at its {@code webapps} each
 * second.
 */
final class TomcatServer extends ServerProcess {

  private static final String DATA_SOURCE =
      """
      <Resource name="jdbc/push" type="javax.sql.DataSource" driverClassName="org.h2.Driver"
                url="%s" username="sa" password=""/>
      """;
  private static final String OPERATOR =
      """
      <user username="%s" password="%s" roles="%s"/>
      """;
  private static final String LINK =
      """
      <ResourceLink name="jdbc/push" global="jdbc/push" type="javax.sql.DataSource"/>
      """;

  TomcatServer(String version, Path base) {
    super("apache-tomcat-" + version, base);
  }

  @Override
  protected void prepare() throws IOException {
    copy("conf", "conf");
    Files.createDirectories(deployments());
    Files.createDirectories(base().resolve("temp"));
    copyDriver("lib");
    change("conf/context.xml", text -> text.replace("</Context>", LINK + "</Context>"));
    change(
        "conf/tomcat-users.xml",
        text ->
            text.replace(
                "</tomcat-users>", OPERATOR.formatted(USER, PASSWORD, ROLE) + "</tomcat-users>"));
    change("conf/server.xml", this::serverXml);
  }

  private String serverXml(String text) {
    String end = "</GlobalNamingResources>";
    return text.replace(end, DATA_SOURCE.formatted(database()) + end)
        .replace("port=\"8005\"", "port=\"-1\"")
        .replace(
            "<Connector port=\"8080\"", "<Connector address=\"127.0.0.1\" port=\"" + port() + "\"")
        .replace("<Engine ", "<Engine backgroundProcessorDelay=\"1\" ");
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
