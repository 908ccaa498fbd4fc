package org.pushj.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;

/**
 * Makes a large input out of a small one, so that a fuzzer finds what takes quadratic time, or a
 * call for each repetition.
 */
public final class Repeated {
  private static final int MAX_BYTES = 1 << 17;

  /**
   * Of processor time. What is linear takes a hundredth of it, or half where a fuzzer watches each
   * branch of code that runs for the first time; what is quadratic takes much longer.
   */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Repeated() {}

  /**
   * Reads an input. The last four bits of the first byte tell how often to repeat: once, 2, 4, ...
   * 32,768 times. What is repeated is the rest, or what stands in it between the first NUL and the
   * second, or the end.
   */
  public static byte[] of(byte[] input) {
    if (input.length < 2) {
      return new byte[0];
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    int first = indexOfNul(rest, 0);
    int second = indexOfNul(rest, first + 1);
    int from = first + 1;
    int to = first < 0 ? rest.length : second;
    int unit = Math.max(1, to - from);
    int count = Math.min(1 << (input[0] & 15), Math.max(1, MAX_BYTES / unit));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(rest, 0, Math.max(first, 0));
    for (int i = 0; i < count; i++) {
      whole.write(rest, from, to - from);
    }
    int tail = Math.min(to + 1, rest.length);
    whole.write(rest, tail, rest.length - tail);
    return whole.toByteArray();
  }

  /** Runs something that has to take linear time. */
  public static void run(Work work) throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    work.run();
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(LIMIT);
  }

  private static int indexOfNul(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != 0) {
      at++;
    }
    return from == 0 && at == bytes.length ? -1 : at;
  }

  /** What is timed. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }
}
