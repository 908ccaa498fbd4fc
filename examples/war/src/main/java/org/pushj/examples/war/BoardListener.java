package org.pushj.examples.war;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.EnumSet;
import org.pushj.examples.guard.Favicon;
import org.pushj.examples.guard.RequestGuard;

/** Opens the board when the application starts, and closes it when the application stops. */
public final class BoardListener implements ServletContextListener {
  /** Creates the listener. Called by the container. */
  public BoardListener() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    BoardSettings settings = BoardSettings.of(context, System.getenv());
    guard(context, settings);
    context.addServlet("icon", new Favicon("#6d28d9")).addMapping(Favicon.PATH);
    context.setAttribute(Board.ATTRIBUTE, Board.open(settings));
  }

  /** A notice needs no password, so at least no page of another site may post one. */
  private static void guard(ServletContext context, BoardSettings settings) {
    FilterRegistration.Dynamic guard =
        context.addFilter("guard", new RequestGuard(settings.address(), settings.base().url()));
    guard.setAsyncSupported(true);
    guard.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    // Missing if the start has failed.
    if (event.getServletContext().getAttribute(Board.ATTRIBUTE) instanceof Board board) {
      board.close();
    }
  }
}
