package org.pushj.examples.war;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.rewriting.Advertisement;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;

/** The WAR as deployed: in Tomcat 11 and in Jetty 12.1, with only its own classes. */
class BoardWarIT {
  private static final Logger TOMCAT = Logger.getLogger("org.apache");
  private static final Path WAR = BoardServer.webapp().resolve("../../../target/board.war");

  @TempDir private Path folder;

  private final FakeHub hub = FakeHub.start().behaviour(HubBehaviour.hold());

  @AfterEach
  void end() {
    hub.close();
  }

  @Test
  void war_runsInTomcat() throws Exception {
    TOMCAT.setLevel(Level.SEVERE);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.getHost().setAppBase(Files.createDirectory(folder.resolve("webapps")).toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    StandardContext context = new StandardContext();
    context.setName("/app");
    context.setPath("/app");
    context.setDocBase(WAR.toRealPath().toString());
    context.setAltDDName(webXml().toString());
    context.addLifecycleListener(new ContextConfig());
    // As the default web.xml of an installed Tomcat does.
    context.addServletContainerInitializer(
        (classes, servlets) -> servlets.addServlet("default", new DefaultServlet()).addMapping("/"),
        Set.of());
    tomcat.getHost().addChild(context);
    tomcat.start();
    try {
      assertThat(context.getState()).isEqualTo(LifecycleState.STARTED);
      assertRuns(tomcat.getConnector().getLocalPort());
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  @Test
  void war_runsInJetty() throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    WebAppContext context = new WebAppContext();
    context.setContextPath("/app");
    context.setWar(WAR.toRealPath().toString());
    context.setTempDirectory(Files.createDirectory(folder.resolve("jetty")).toFile());
    context.setDescriptor(webXml().toString());
    context.setThrowUnavailableOnStartupException(true);
    server.setHandler(context);
    server.start();
    try {
      assertRuns(connector.getLocalPort());
    } finally {
      LifeCycle.stop(server);
    }
  }

  private void assertRuns(int port) {
    BoardClient board = new BoardClient(URI.create("http://127.0.0.1:" + port + "/app/"));
    for (String path : List.of("notices", "releases.xml")) {
      Advertisement links = new Advertisement(WebXml.BASE.resolve(path), List.of(hub.url()));
      assertThat(board.get(path).headers().allValues("Link")).containsExactly(links.linkHeader());
    }
    assertThat(board.get("").body()).contains("Notice board");
    assertThat(board.post("Deployed").statusCode()).isEqualTo(303);
    assertThat(board.get("notices").body()).contains("Deployed");
    new Pings(hub, WebXml.PAGE).await(1);
  }

  private Path webXml() {
    String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    return WebXml.write(folder, List.of(hub.url()), database);
  }
}
