package org.pushj.servlet;

import jakarta.servlet.ServletContainerInitializer;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty 12.1, Servlet 6.1. */
final class JettyContainer implements Container {
  private final Server server = new Server(new QueuedThreadPool(THREADS));
  private final ServerConnector connector = new ServerConnector(server, 1, 1);
  private final ContextHandlerCollection contexts = new ContextHandlerCollection(true);

  JettyContainer() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(contexts);
    server.start();
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void setIdleTimeout(Duration timeout) {
    connector.setIdleTimeout(timeout.toMillis());
  }

  @Override
  public void deploy(String contextPath, ServletContainerInitializer application) throws Exception {
    ServletContextHandler context =
        new ServletContextHandler(contextPath.isEmpty() ? "/" : contextPath);
    context.addServletContainerInitializer(application);
    start(context);
  }

  @Override
  public void deploy(String contextPath, Path war) throws Exception {
    WebAppContext context = new WebAppContext();
    context.setContextPath(contextPath);
    context.setWar(war.toString());
    context.setTempDirectory(war.resolveSibling("jetty-" + port()).toFile());
    context.setThrowUnavailableOnStartupException(true);
    start(context);
  }

  @Override
  public WeakReference<ClassLoader> undeploy(String contextPath) throws Exception {
    ServletContextHandler context =
        contexts.getDescendants(ServletContextHandler.class).stream()
            .filter(each -> each.getContextPath().equals(contextPath))
            .findFirst()
            .orElseThrow();
    WeakReference<ClassLoader> loader = new WeakReference<>(context.getClassLoader());
    context.stop();
    contexts.removeHandler(context);
    context.destroy();
    return loader;
  }

  private void start(ServletContextHandler context) throws Exception {
    contexts.addHandler(context);
    contexts.manage(context);
    context.start();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
