package org.pushj.examples.hub;

/**
 * Starts the development hub as a program of its own, which runs until it is ended. It reads these
 * variables from the environment:
 *
 * <ul>
 *   <li>{@code PORT}: where it listens; 8081 if not set
 *   <li>{@code PUSH_ALLOW_PRIVATE}: true to contact private and loopback addresses; not otherwise
 *   <li>{@code PUSH_DELTAS}: true to send only the new and changed entries of feeds ({@link
 *       HubSettings#deltas}); not otherwise
 *   <li>{@code PUSH_FAULTS}: what it does wrong on purpose ({@link HubFault}), separated by commas;
 *       nothing if not set
 * </ul>
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
