package org.pushj.examples.war;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.pushj.examples.guard.ServerAddress;

/** Jetty with the application from the source tree. */
final class BoardServer implements AutoCloseable {
  private static final int PORT = 8084;

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private BoardServer(ServerAddress address, int port, @Nullable Path webXml) {
    connector.setHost(address.host());
    connector.setPort(port);
    server.addConnector(connector);
    WebAppContext context = new WebAppContext();
    context.setContextPath("/");
    context.setBaseResourceAsPath(webapp());
    context.setParentLoaderPriority(true);
    context.setThrowUnavailableOnStartupException(true);
    if (webXml != null) {
      context.setDescriptor(webXml.toString());
    }
    server.setHandler(context);
  }

  /**
   * Runs the application until the process is stopped. The optional argument is another web.xml.
   */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "" + PORT));
    ServerAddress address = ServerAddress.fromEnvironment(System.getenv());
    address.warnIfOpen();
    start(address, port, arguments.length == 0 ? null : Path.of(arguments[0])).server.join();
  }

  /**
   * Starts the application on the loopback address.
   *
   * @param port the port it listens on; 0 for any free port
   * @param webXml replaces its web.xml; null to keep it
   */
  static BoardServer start(int port, @Nullable Path webXml) throws Exception {
    return start(ServerAddress.loopback(), port, webXml);
  }

  private static BoardServer start(ServerAddress address, int port, @Nullable Path webXml)
      throws Exception {
    BoardServer board = new BoardServer(address, port, webXml);
    try {
      board.server.start();
    } catch (Exception e) {
      board.close();
      throw e;
    }
    return board;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
  }

  /** Returns the webapp folder of the source tree. */
  static Path webapp() {
    String classes =
        BoardServer.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return new File(classes).toPath().resolve("../../src/main/webapp").normalize();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
