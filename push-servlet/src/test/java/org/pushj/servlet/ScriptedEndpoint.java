package org.pushj.servlet;

import jakarta.servlet.ServletRegistration;
import java.io.IOException;

/** The servlet around a {@link ScriptedHandler}, at several mappings of one container. */
final class ScriptedEndpoint implements AutoCloseable {
  private final Container container;
  private volatile ScriptedHandler handler = new ScriptedHandler();

  ScriptedEndpoint(Container container) {
    this.container = container;
  }

  /**
   * Deploys the servlet.
   *
   * @param async whether it is {@code async-supported}
   * @param bodyTimeout how long the body of a request may take, in seconds
   */
  ScriptedEndpoint at(String context, boolean async, int bodyTimeout, String... mappings)
      throws Exception {
    container.deploy(
        context,
        (classes, servlets) -> {
          ServletRegistration.Dynamic push =
              servlets.addServlet(
                  "push", new PushCallbackServlet(request -> handler.open(request)));
          push.addMapping(mappings);
          push.setAsyncSupported(async);
          push.setInitParameter("bodyTimeoutSeconds", "" + bodyTimeout);
        });
    return this;
  }

  /** Puts a new handler behind the servlets, and returns it. */
  ScriptedHandler renew() {
    handler = new ScriptedHandler();
    return handler;
  }

  RawConnection connect() throws IOException {
    return new RawConnection(container.port());
  }

  /** Sends a request on a connection of its own, and returns the answer. */
  Answer send(String method, String target, String body, String... fields) throws IOException {
    try (RawConnection connection = connect()) {
      return connection.send(head(method, target, fields) + body).read();
    }
  }

  /** Returns the head of a request. */
  static String head(String method, String target, String... fields) {
    String head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n";
    return head + (fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n") + "\r\n";
  }

  @Override
  public void close() {
    container.close();
  }
}
