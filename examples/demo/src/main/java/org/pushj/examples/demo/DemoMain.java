package org.pushj.examples.demo;

/**
 * Starts the hub, the publisher and the reader in one JVM, which runs until it is stopped. {@code
 * HUB_PORT}, {@code PUBLISHER_PORT}, {@code READER_PORT} and, for the metrics of all, {@code
 * METRICS_PORT} set the ports; the defaults are 8081, 8082, 8080 and 8083. {@code PUSH_BIND} and
 * {@code PUSH_HOSTS} are as for each of the three.
 */
public final class DemoMain {
  private DemoMain() {}

  /** Starts the demo. If it cannot start, the reason is printed and the exit status is 2. */
  public static void main(String[] args) {
    // Not named logback.xml: each of the three programs has its own logging configuration.
    System.setProperty("logback.configurationFile", "org/pushj/examples/demo/logback.xml");
    try {
      Demo demo = Demo.start(DemoSettings.fromEnvironment(System.getenv()));
      Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-shutdown"));
      System.out.println(greeting(demo));
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static String greeting(Demo demo) {
    return """

    The demo is running.

      Reader     %s       shows what is new
      Publisher  %swrite  write an entry here
      Hub        %s       delivers it to the reader
      Admin      %sadmin/ shows the subscriptions; user admin, password %s
      Metrics    %s as Prometheus reads them

    The reader has subscribed to %sfeed.xml. Open the first two side by
    side, and publish something. Press Ctrl-C to stop it.
    """
        .formatted(
            demo.reader(),
            demo.publisher(),
            demo.hub(),
            demo.reader(),
            demo.password(),
            demo.metrics(),
            demo.publisher());
  }
}
