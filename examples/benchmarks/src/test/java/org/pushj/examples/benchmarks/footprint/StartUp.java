package org.pushj.examples.benchmarks.footprint;

import jakarta.servlet.http.HttpServlet;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.pushj.examples.benchmarks.table.ProcessorTime;
import org.pushj.servlet.PushCallbackServlet;

/**
 * The program that starts a Jetty with one servlet, and prints the processor time that this took,
 * in nanoseconds.
 */
public final class StartUp {
  /** The argument for a servlet that is empty. */
  static final String EMPTY = "empty";

  /** The argument for the callback servlet, which starts a subscriber. */
  static final String PUSH = "push";

  private StartUp() {}

  /** Starts it with the servlet that is named. */
  public static void main(String... arguments) throws Exception {
    ProcessorTime time = new ProcessorTime();
    Server server = new Server(0);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(arguments[0].equals(PUSH) ? push() : empty(), "/push/*");
    server.setHandler(context);
    server.start();
    System.out.println(time.next());
    System.exit(0);
  }

  private static ServletHolder empty() {
    ServletHolder holder = new ServletHolder(new HttpServlet() {});
    holder.setInitOrder(1);
    return holder;
  }

  /** Returns what a web.xml would declare. */
  private static ServletHolder push() {
    ServletHolder holder = new ServletHolder(PushCallbackServlet.class);
    holder.setInitParameter("callbackBase", "https://reader.example/push/");
    holder.setInitParameter("listener", Listener.class.getName());
    holder.setAsyncSupported(true);
    holder.setInitOrder(1);
    return holder;
  }

  /** A listener that does nothing. */
  public static final class Listener implements UpdateListener {

    /** Makes a listener. Called by the servlet. */
    public Listener() {}

    @Override
    public void onUpdate(Update update) {
      // Nothing is delivered.
    }
  }
}
