package org.pushj.examples.benchmarks.callback;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pushj.examples.benchmarks.table.Cost;
import org.pushj.examples.benchmarks.table.JavaProcess;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.Rounds;

/**
 * All endpoints, each in a process that gets its load in turn. Each round has processes of its own,
 * since two of the same endpoint differ by as much as one tenth.
 */
final class LoadedEndpoints implements AutoCloseable {
  private static final double NANOS_PER_MICRO = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int PATIENCE = 4;
  private static final int SLICE_MILLIS = 250;

  /** After what they write, the database is busy for a while, so they come last. */
  private static final EnumSet<Endpoint> WRITING = EnumSet.of(Endpoint.INBOX);

  /** How long a server is warmed up at most. */
  private static final long MAX_NANOS = 60_000_000_000L;

  /** The compiler rests when it works for no more than this part of the time. */
  private static final double AT_REST = 0.02;

  /** A server is warm after so many rests in a row: there are pauses before the last step. */
  private static final int RESTS = 2;

  private final String url;
  private final Options options;
  private final List<Integer> sizes;
  private final Load load;
  private final Map<Endpoint, JavaProcess> servers = new EnumMap<>(Endpoint.class);
  private final Map<Endpoint, Integer> ports = new EnumMap<>(Endpoint.class);
  private final Map<String, List<Cost>> costs = new HashMap<>();

  LoadedEndpoints(String url, Options options, List<Integer> sizes) throws IOException {
    this.url = url;
    this.options = options;
    this.sizes = sizes;
    this.load = Load.of(options.client());
  }

  /** Measures in all rounds. */
  void measure() throws IOException, InterruptedException {
    for (int i = 0; i < options.rounds(); i++) {
      try {
        start();
        measureInTurn(EnumSet.complementOf(WRITING));
        measureInTurn(WRITING);
      } finally {
        stop();
      }
    }
  }

  private void start() throws IOException {
    for (Endpoint each : Endpoint.values()) {
      JavaProcess server =
          new JavaProcess(0, EndpointServer.class, each.name(), url, options.provider());
      servers.put(each, server);
      ports.put(each, Integer.valueOf(server.answer()));
    }
  }

  private void measureInTurn(Set<Endpoint> endpoints) throws IOException, InterruptedException {
    for (int size : sizes) {
      for (Endpoint each : endpoints) {
        warmUp(each, size);
      }
      for (Endpoint each : endpoints) {
        costs
            .computeIfAbsent(name(each, size), none -> new ArrayList<>())
            .add(load(each, size, options.time()));
      }
    }
  }

  /**
   * Sends until the server's compiler rests: a server is compiled later than a loop is, and one
   * with a database later still.
   */
  private void warmUp(Endpoint endpoint, int size) throws IOException, InterruptedException {
    // A trial run shows that it works, no more; and what is written fills the disk.
    boolean once = options.forks() == 0 || WRITING.contains(endpoint);
    long end = System.nanoTime() + (once ? 0 : MAX_NANOS);
    int rests = 0;
    do {
      long start = System.nanoTime();
      long before = compileNanos(endpoint);
      load(endpoint, size, options.warmUp());
      double compiled = compileNanos(endpoint) - before;
      rests = compiled <= AT_REST * (System.nanoTime() - start) ? rests + 1 : 0;
    } while (rests < RESTS && System.nanoTime() - end < 0);
  }

  private long compileNanos(Endpoint endpoint) throws IOException {
    return Long.parseLong(servers.get(endpoint).ask(EndpointServer.COMPILED));
  }

  private void stop() {
    servers.values().forEach(JavaProcess::close);
    servers.clear();
  }

  /** Returns what a request of some KiB cost. */
  Rounds get(Endpoint endpoint, int size) {
    return new Rounds(costs.get(name(endpoint, size)));
  }

  /**
   * Sends until the server has used some processor time, so that a busy machine measures as much.
   * One that waits for the disk instead is not waited for.
   */
  private Cost load(Endpoint endpoint, int size, int millis)
      throws IOException, InterruptedException {
    cpuNanos(endpoint);
    long cpu = 0;
    long clock = 0;
    long requests = 0;
    long enough = millis * NANOS_PER_MILLI;
    while (requests == 0 || (cpu < enough && clock < PATIENCE * enough)) {
      Load.Sent sent = load.send(ports.get(endpoint), size, SLICE_MILLIS);
      requests += sent.requests();
      clock += sent.nanos();
      cpu += cpuNanos(endpoint);
    }
    return new Cost(cpu / NANOS_PER_MICRO / requests, clock / NANOS_PER_MICRO / requests);
  }

  /** Returns the processor time since it was asked for the last time. */
  private long cpuNanos(Endpoint endpoint) throws IOException {
    return Long.parseLong(servers.get(endpoint).ask(EndpointServer.USED));
  }

  private static String name(Endpoint endpoint, int size) {
    return endpoint + " " + size;
  }

  @Override
  public void close() throws IOException {
    load.close();
  }
}
