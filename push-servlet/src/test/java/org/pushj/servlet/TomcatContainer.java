package org.pushj.servlet;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** Tomcat, the version that is on the class path: 11 or 10.1. */
final class TomcatContainer implements Container {
  private static final Logger LOG = Logger.getLogger("org.apache");

  private final Tomcat tomcat = new Tomcat();

  TomcatContainer(Path base) throws Exception {
    String wanted = System.getProperty("push.tomcat", "");
    if (!ServerInfo.getServerNumber().startsWith(wanted)) {
      throw new IllegalStateException(wanted + " is wanted, not " + ServerInfo.getServerNumber());
    }
    LOG.setLevel(Level.WARNING);
    tomcat.setBaseDir(base.toString());
    tomcat.getHost().setAppBase(Files.createDirectory(base.resolve("webapps")).toString());
    tomcat.setPort(0);
    Connector connector = tomcat.getConnector();
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", Integer.toString(THREADS));
    connector.setProperty("minSpareThreads", "2");
    tomcat.start();
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void setIdleTimeout(Duration timeout) {
    tomcat.getConnector().setProperty("connectionTimeout", "" + timeout.toMillis());
  }

  @Override
  public void deploy(String contextPath, ServletContainerInitializer application)
      throws ServletException {
    StandardContext context = new StandardContext();
    context.setName(contextPath);
    context.setPath(contextPath);
    context.addLifecycleListener(new Tomcat.FixContextListener());
    context.addServletContainerInitializer(application, Set.of());
    add(context);
  }

  @Override
  public void deploy(String contextPath, Path war) throws ServletException {
    StandardContext context = new StandardContext();
    context.setName(contextPath);
    context.setPath(contextPath);
    context.setDocBase(war.toString());
    ContextConfig webXml = new ContextConfig();
    webXml.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
    context.addLifecycleListener(webXml);
    // As the web.xml does that comes with a Tomcat that is installed.
    context.addServletContainerInitializer(
        (classes, servlets) -> servlets.addServlet("default", new DefaultServlet()).addMapping("/"),
        Set.of());
    add(context);
  }

  @Override
  public WeakReference<ClassLoader> undeploy(String contextPath) {
    StandardContext context = (StandardContext) tomcat.getHost().findChild(contextPath);
    WeakReference<ClassLoader> loader = new WeakReference<>(context.getLoader().getClassLoader());
    tomcat.getHost().removeChild(context);
    return loader;
  }

  private void add(StandardContext context) throws ServletException {
    // As an administrator does who wants to hear of servlets that do not start.
    context.setFailCtxIfServletStartFails(true);
    StandardJarScanner scanner = new StandardJarScanner();
    scanner.setScanClassPath(false);
    scanner.setScanManifest(false);
    context.setJarScanner(scanner);
    tomcat.getHost().addChild(context);
    if (context.getState() != LifecycleState.STARTED) {
      throw new ServletException("the context did not start: " + context.getStateName());
    }
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException("Tomcat does not stop", e);
    }
  }
}
