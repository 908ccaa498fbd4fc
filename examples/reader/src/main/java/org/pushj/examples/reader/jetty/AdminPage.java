package org.pushj.examples.reader.jetty;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.util.security.Credential;
import org.pushj.examples.guard.RequestGuard;
import org.pushj.servlet.admin.PushAdminServlet;

/** The admin page at {@code /admin/}, for one user with a password (RFC 7617). */
public final class AdminPage {
  /** The name of the user. */
  public static final String USER = "admin";

  private AdminPage() {}

  /** Adds the page, and the login, to a context. No other path needs the login. */
  public static void add(
      ServletContextHandler context, PushAdminServlet page, RequestGuard guard, String password) {
    UserStore users = new UserStore();
    users.addUser(
        USER, Credential.getCredential(password), new String[] {PushAdminServlet.DEFAULT_ROLE});
    HashLoginService login = new HashLoginService("push");
    login.setUserStore(users);
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.setLoginService(login);
    security.setAuthenticator(new BasicAuthenticator());
    context.setSecurityHandler(security);
    context.addFilter(new FilterHolder(guard), "/admin/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(page, "/admin/*");
  }
}
