package org.pushj.examples.guard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Ports for servers that are told theirs, or come back on it. They are below those that the system
 * gives away, and JVMs usually begin with others, so that tests run side by side. Thread-safe.
 */
public final class FreePort {
  private static final int FIRST = 10_000;
  private static final int COUNT = 20_000;
  private static final int APART = 50;

  private static int offset = (int) (ProcessHandle.current().pid() * APART % COUNT);

  private FreePort() {}

  /** Returns a port on which nothing listens, another one with each call. */
  public static synchronized int next() {
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + offset;
      offset = (offset + 1) % COUNT;
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException inUse) {
        // The next one, then.
      }
    }
    throw new IllegalStateException("no port is free");
  }
}
