package org.pushj.examples.benchmarks.callback;

import java.io.IOException;
import org.pushj.examples.benchmarks.table.JavaProcess;

/** Sends deliveries over 64 connections, as fast as they are answered. */
interface Load extends AutoCloseable {
  /** Over how many connections. */
  int CONNECTIONS = 64;

  /**
   * Sends for some time.
   *
   * @param port where the endpoint listens
   * @param size how long the content is, in KiB
   * @param millis how long
   * @throws IOException if an answer is not 2xx
   */
  Sent send(int port, int size, int millis) throws IOException, InterruptedException;

  /** Ends the client. */
  @Override
  void close() throws IOException;

  /** Returns {@code wrk} if it is installed and wanted, else one that needs only the JDK. */
  static Load of(String client) throws IOException {
    boolean wrk = client.isEmpty() ? JavaProcess.isInstalled("wrk") : client.equals("wrk");
    return wrk ? new WrkLoad() : new JdkLoad();
  }

  /**
   * What was sent.
   *
   * @param requests how many were answered
   * @param nanos how long it took
   */
  record Sent(long requests, long nanos) {}
}
