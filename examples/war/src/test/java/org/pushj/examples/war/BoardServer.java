package org.pushj.examples.war;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/** Jetty with the application as it lies in the source tree, on the loopback address. */
final class BoardServer implements AutoCloseable {
  private static final int PORT = 8084;

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private BoardServer(int port, @Nullable Path webXml) {
    connector.setHost("127.0.0.1");
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

  /** Runs the application until the process is ended. The argument is another web.xml, if any. */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "" + PORT));
    start(port, arguments.length == 0 ? null : Path.of(arguments[0])).server.join();
  }

  /**
   * Starts the application.
   *
   * @param port where it listens; 0 for any free port
   * @param webXml takes the place of its web.xml; null: it has its own
   */
  static BoardServer start(int port, @Nullable Path webXml) throws Exception {
    BoardServer board = new BoardServer(port, webXml);
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

  /** Returns the folder of the source tree with what is no class. */
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
