package org.pushj.examples.benchmarks.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pushj.examples.benchmarks.table.JavaProcess;

/** Sends by wrk, which measures in whole seconds. */
final class WrkLoad implements Load {
  private static final Pattern SENT = Pattern.compile("(\\d+) requests in ([0-9.]+)s");
  private static final long NANOS = 1_000_000_000;
  private static final int MILLIS = 1000;

  private final Path folder = Files.createTempDirectory("push-wrk");
  private final Path content = folder.resolve("content");
  private final Path script = folder.resolve("script.lua");

  WrkLoad() throws IOException {}

  @Override
  public Sent send(int port, int size, int millis) throws IOException, InterruptedException {
    write(new Delivery(size));
    int seconds = Math.max(1, millis / MILLIS);
    Process wrk =
        new ProcessBuilder(
                JavaProcess.pinned(
                    1,
                    List.of(
                        "wrk",
                        "-t1",
                        "-c" + CONNECTIONS,
                        "-d" + seconds + "s",
                        "-s",
                        script.toString(),
                        "http://127.0.0.1:" + port + Delivery.PATH)))
            .redirectErrorStream(true)
            .start();
    String output = new String(wrk.getInputStream().readAllBytes(), UTF_8);
    Matcher sent = SENT.matcher(output);
    if (wrk.waitFor() != 0 || output.contains("Non-2xx") || !sent.find()) {
      throw new IOException(output);
    }
    return new Sent(Long.parseLong(sent.group(1)), seconds * NANOS);
  }

  private void write(Delivery delivery) throws IOException {
    Files.write(content, delivery.content());
    StringBuilder lua = new StringBuilder("wrk.method = 'POST'\n");
    lua.append(String.format(Locale.ROOT, "wrk.body = io.open('%s', 'rb'):read('*a')%n", content));
    delivery
        .headers()
        .forEach(
            (name, value) ->
                lua.append(String.format(Locale.ROOT, "wrk.headers['%s'] = '%s'%n", name, value)));
    Files.writeString(script, lua);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(content);
    Files.deleteIfExists(script);
    Files.delete(folder);
  }
}
