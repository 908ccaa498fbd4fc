package org.pushj.servlet.admin;

import jakarta.servlet.ServletContainerInitializer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.security.Credential;

/** A container on a loopback port of its own, with a login by name and password (RFC 7617). */
interface SecuredServer extends AutoCloseable {
  /** Users and their roles; the password of each is its name. */
  Map<String, String> USERS = Map.of("anna", "push-admin", "otto", "push-admin", "rita", "reader");

  int port();

  @Override
  void close();

  /** Starts a container with one application. */
  @FunctionalInterface
  interface Starter {
    SecuredServer start(
        Path folder, String contextPath, boolean hasLogin, ServletContainerInitializer application)
        throws Exception;
  }

  /** Starts Jetty. */
  static SecuredServer jetty(
      Path folder, String contextPath, boolean hasLogin, ServletContainerInitializer application)
      throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler(contextPath);
    context.addServletContainerInitializer(application);
    if (hasLogin) {
      UserStore users = new UserStore();
      USERS.forEach(
          (name, role) -> users.addUser(name, Credential.getCredential(name), new String[] {role}));
      HashLoginService login = new HashLoginService("push");
      login.setUserStore(users);
      ConstraintSecurityHandler security = new ConstraintSecurityHandler();
      security.setLoginService(login);
      security.setAuthenticator(new org.eclipse.jetty.security.authentication.BasicAuthenticator());
      context.setSecurityHandler(security);
    }
    server.setHandler(context);
    server.start();
    return new SecuredServer() {
      @Override
      public int port() {
        return connector.getLocalPort();
      }

      @Override
      public void close() {
        LifeCycle.stop(server);
      }
    };
  }

  /** Starts Tomcat. */
  static SecuredServer tomcat(
      Path folder, String contextPath, boolean hasLogin, ServletContainerInitializer application)
      throws Exception {
    Logger.getLogger("org.apache").setLevel(Level.WARNING);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    StandardContext context = (StandardContext) tomcat.addContext(contextPath, folder.toString());
    context.addServletContainerInitializer(application, Set.of());
    if (hasLogin) {
      USERS.forEach(
          (name, role) -> {
            tomcat.addUser(name, name);
            tomcat.addRole(name, role);
          });
      context.setLoginConfig(new LoginConfig("BASIC", "push", null, null));
      context.getPipeline().addValve(new BasicAuthenticator());
    }
    tomcat.start();
    return new SecuredServer() {
      @Override
      public int port() {
        return tomcat.getConnector().getLocalPort();
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
    };
  }
}
