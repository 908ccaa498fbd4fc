package org.pushj.examples.war;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Opens the board when the application starts, and closes it when the application stops. */
public final class BoardListener implements ServletContextListener {
  /** Creates the listener. Called by the container. */
  public BoardListener() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Board board = Board.open(BoardSettings.of(context, System.getenv()));
    context.setAttribute(Board.ATTRIBUTE, board);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    // Missing if the start has failed.
    if (event.getServletContext().getAttribute(Board.ATTRIBUTE) instanceof Board board) {
      board.close();
    }
  }
}
