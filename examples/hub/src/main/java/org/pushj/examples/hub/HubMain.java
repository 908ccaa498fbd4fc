package org.pushj.examples.hub;

/**
 * Starts the development hub as a standalone program that runs until it is stopped. It reads these
 * environment variables:
 *
 * <ul>
 *   <li>{@code PORT}: the port it listens on; 8081 if not set
 *   <li>{@code PUSH_BIND} and {@code PUSH_HOSTS}: the address it listens on, and more host names
 *       that it answers to ({@link org.pushj.examples.guard.ServerAddress}); default loopback
 *   <li>{@code PUSH_PUBLIC_BASE}: the hub's public URL, which it names in deliveries; {@code
 *       http://localhost:$PORT/} if not set
 *   <li>{@code PUSH_ALLOW_PRIVATE}: true to contact private and loopback addresses; default false
 *   <li>{@code PUSH_DELTAS}: true to send only the new and changed entries of feeds ({@link
 *       HubSettings#deltas}); default false
 *   <li>{@code PUSH_SIGNATURE}: how content is signed for subscribers that sent a secret: the
 *       {@link org.pushj.SignatureAlgorithm#method name} of an algorithm; default sha256
 *   <li>{@code PUSH_FAULTS}: what it does wrong on purpose ({@link HubFault}), separated by commas;
 *       nothing if not set
 * </ul>
 */
public final class HubMain {
  private HubMain() {}

  /** Starts the hub. An invalid setting ends the program with a message and exit status 2. */
  public static void main(String[] args) {
    // Not named logback.xml: a program that embeds the hub configures logging itself.
    System.setProperty("logback.configurationFile", "org/pushj/examples/hub/logback.xml");
    try {
      HubServer hub = HubServer.start(HubSettings.fromEnvironment(System.getenv()));
      Runtime.getRuntime().addShutdownHook(new Thread(hub::close, "hub-shutdown"));
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }
}
