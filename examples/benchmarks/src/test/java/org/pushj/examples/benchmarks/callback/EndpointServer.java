package org.pushj.examples.benchmarks.callback;

import jakarta.servlet.http.HttpServlet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.pushj.examples.benchmarks.table.ProcessorTime;

/**
 * The program that runs an endpoint in a Jetty. It prints its port, answers each line of its input
 * by a time in nanoseconds, and ends with its input.
 */
public final class EndpointServer {
  /** Asks for the processor time since this was asked for the last time. */
  static final String USED = "used";

  /** Asks for how long the compiler has worked so far. */
  static final String COMPILED = "compiled";

  private static final int THREADS = 64;

  private EndpointServer() {}

  /** Runs the endpoint, on the database and with the provider that are named after it. */
  public static void main(String... arguments) throws Exception {
    HttpServlet servlet = Endpoint.valueOf(arguments[0]).open(arguments[1], arguments[2]);
    Server server = new Server(new QueuedThreadPool(THREADS, THREADS));
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/push/*");
    server.setHandler(context);
    server.start();
    System.out.println(connector.getLocalPort());
    answer();
    System.exit(0);
  }

  private static void answer() throws IOException {
    ProcessorTime time = new ProcessorTime();
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      System.out.println(
          line.equals(COMPILED)
              ? TimeUnit.MILLISECONDS.toNanos(compiler.getTotalCompilationTime())
              : time.next());
    }
  }
}
