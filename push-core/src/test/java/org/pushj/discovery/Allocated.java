package org.pushj.discovery;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures allocation, which tells more surely than a clock how much work something is. */
final class Allocated {
  private Allocated() {}

  /** Returns how many bytes so many calls allocate in this thread. */
  static long bytes(int times, Call call) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    for (int i = 0; i < times; i++) {
      call.run();
    }
    return threads.getThreadAllocatedBytes(id) - before;
  }

  /** What is measured. */
  @FunctionalInterface
  interface Call {
    void run() throws Exception;
  }
}
