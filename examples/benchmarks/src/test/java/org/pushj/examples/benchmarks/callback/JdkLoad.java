package org.pushj.examples.benchmarks.callback;

import java.io.IOException;
import org.pushj.examples.benchmarks.table.JavaProcess;

/** Sends by {@link LoadClient}, in a process of its own. */
final class JdkLoad implements Load {
  private final JavaProcess client = new JavaProcess(1, LoadClient.class);

  JdkLoad() throws IOException {}

  @Override
  public Sent send(int port, int size, int millis) throws IOException {
    String[] answer = client.ask(port + " " + size + " " + millis).split(" ", -1);
    return new Sent(Long.parseLong(answer[0]), Long.parseLong(answer[1]));
  }

  @Override
  public void close() {
    client.close();
  }
}
