package org.pushj.examples.benchmarks.callback;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The program that sends deliveries over connections that stay. Each line of its input has a port,
 * a size in KiB and a time in milliseconds; it answers by the number of requests that were
 * answered, and by how long that took in nanoseconds.
 */
public final class LoadClient {
  private LoadClient() {}

  /** Sends until the input ends. */
  public static void main(String... arguments) throws Exception {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    ExecutorService threads = Executors.newFixedThreadPool(Load.CONNECTIONS);
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] parts = line.split(" ", -1);
      int port = Integer.parseInt(parts[0]);
      byte[] request = new Delivery(Integer.parseInt(parts[1])).request(port);
      long start = System.nanoTime();
      long end = start + Integer.parseInt(parts[2]) * 1_000_000L;
      List<Callable<Long>> loads = new ArrayList<>();
      for (int i = 0; i < Load.CONNECTIONS; i++) {
        loads.add(() -> send(port, request, end));
      }
      long requests = 0;
      for (Future<Long> each : threads.invokeAll(loads)) {
        requests += each.get();
      }
      System.out.println(requests + " " + (System.nanoTime() - start));
    }
    threads.shutdown();
  }

  private static long send(int port, byte[] request, long end) throws IOException {
    long requests = 0;
    try (KeptConnection connection = new KeptConnection(port)) {
      while (System.nanoTime() - end < 0) {
        connection.send(request);
        requests++;
      }
    }
    return requests;
  }
}
