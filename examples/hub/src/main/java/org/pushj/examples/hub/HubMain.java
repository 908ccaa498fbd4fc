package org.pushj.examples.hub;

/**
 * Starts the development hub as a program of its own. It reads {@code PORT} (8081) and {@code
 * PUSH_ALLOW_PRIVATE} (off) from the environment, and runs until it is ended.
 */
public final class HubMain {
  private HubMain() {}

  /** Starts the hub. A wrong setting ends the program with a message and the exit status 2. */
  public static void main(String[] args) {
    // Under a name of its own: a program that embeds the hub has its own idea of logging.
    System.setProperty("logback.configurationFile", "org/pushj/examples/hub/logback.xml");
    try {
      HubServer hub = HubServer.start(HubSettings.fromEnvironment(System.getenv()));
      Runtime.getRuntime().addShutdownHook(new Thread(hub::close, "hub-end"));
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }
}
