package org.pushj.examples.publisher;

/**
 * Starts the publisher as a standalone program that runs until it is stopped. It reads its settings
 * from the environment:
 *
 * <ul>
 *   <li>{@code PORT}: the port it listens on; 8082 if unset
 *   <li>{@code PUSH_BIND} and {@code PUSH_HOSTS}: the address it listens on, and more host names
 *       that it answers to ({@link org.pushj.examples.guard.ServerAddress}); default loopback
 *   <li>{@code PUSH_SITE}: the folder; a small built-in site if unset
 *   <li>{@code PUSH_HUB}: the URLs of the hubs, comma-separated; {@code http://localhost:8081/} if
 *       unset
 *   <li>{@code PUSH_PUBLIC_BASE}: the public URL of the folder; {@code http://localhost:$PORT} if
 *       unset
 * </ul>
 */
public final class PublisherMain {
  private PublisherMain() {}

  /** Starts the publisher. An invalid setting ends the program with a message and exit status 2. */
  public static void main(String[] args) {
    // Not named logback.xml: a program that embeds the publisher configures logging itself.
    System.setProperty("logback.configurationFile", "org/pushj/examples/publisher/logback.xml");
    try {
      PublisherServer publisher =
          PublisherServer.start(PublisherSettings.fromEnvironment(System.getenv()));
      Runtime.getRuntime().addShutdownHook(new Thread(publisher::close, "publisher-shutdown"));
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }
}
