package org.pushj.examples.demo;

/**
 * Starts the hub, the publisher and the reader in one JVM, which runs until it is ended. {@code
 * HUB_PORT}, {@code PUBLISHER_PORT} and {@code READER_PORT} set where they listen; if unset, it is
 * 8081, 8082 and 8080.
 */
public final class DemoMain {
  private DemoMain() {}

  /** Starts the demo. What keeps it from starting is printed, and ends it with the status 2. */
  public static void main(String[] args) {
    // Under a name of its own: each of the three parts has its own idea of logging.
    System.setProperty("logback.configurationFile", "org/pushj/examples/demo/logback.xml");
    try {
      Demo demo = Demo.start(DemoSettings.fromEnvironment(System.getenv()));
      Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-end"));
      System.out.println(greeting(demo));
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static String greeting(Demo demo) {
    return """

    The demo runs.

      Reader     %s       shows what is new
      Publisher  %swrite  write an entry here
      Hub        %s       brings it from there to the reader

    The reader has subscribed to %sfeed.xml. Open the first two side by
    side, and publish something. Ctrl-C ends the demo.
    """
        .formatted(demo.reader(), demo.publisher(), demo.hub(), demo.publisher());
  }
}
