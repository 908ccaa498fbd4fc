package org.pushj.examples.benchmarks.table;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells how much processor time this program uses: all threads of Java, without the compiler, which
 * is busy with what comes later, and without the garbage collector; and the processes of the
 * database, if it is a server. For one thread.
 */
public final class ProcessorTime {
  /** The system property with the process id of the server of the database. */
  public static final String SERVER = "benchmark.server";

  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private Map<String, Long> before = now();

  /** Starts to measure. */
  public ProcessorTime() {}

  /** Returns the nanoseconds since it was called the last time, of what lives now. */
  public long next() {
    Map<String, Long> now = now();
    long used =
        now.entrySet().stream()
            .mapToLong(each -> each.getValue() - before.getOrDefault(each.getKey(), 0L))
            .sum();
    before = now;
    return used;
  }

  private Map<String, Long> now() {
    long[] ids = threads.getAllThreadIds();
    long[] nanos = threads.getThreadCpuTime(ids);
    Map<String, Long> all = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      // One that has ended since has -1, and counts no more.
      if (nanos[i] >= 0) {
        all.put("thread " + ids[i], nanos[i]);
      }
    }
    Optional.ofNullable(Long.getLong(SERVER)).flatMap(ProcessHandle::of).stream()
        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
        .forEach(
            process ->
                process
                    .info()
                    .totalCpuDuration()
                    .map(Duration::toNanos)
                    .ifPresent(used -> all.put("process " + process.pid(), used)));
    return all;
  }
}
