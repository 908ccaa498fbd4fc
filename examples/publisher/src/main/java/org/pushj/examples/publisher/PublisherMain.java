package org.pushj.examples.publisher;

/**
 * Starts the publisher as a program of its own, which runs until it is ended. It reads its settings
 * from the environment:
 *
 * <ul>
 *   <li>{@code PORT}: where it listens; 8082 if unset
 *   <li>{@code PUSH_SITE}: the folder; a small site of its own if unset
 *   <li>{@code PUSH_HUB}: the URLs of the hubs, comma-separated; {@code http://localhost:8081/} if
 *       unset
 *   <li>{@code PUSH_PUBLIC_BASE}: the URL at which the world sees the folder; {@code
 *       http://localhost:$PORT} if unset
 * </ul>
 */
public final class PublisherMain {
  private PublisherMain() {}

  /** Starts the publisher. A wrong setting ends the program with a message and the status 2. */
  public static void main(String[] args) {
    // Under a name of its own: a program that embeds the publisher has its own idea of logging.
    System.setProperty("logback.configurationFile", "org/pushj/examples/publisher/logback.xml");
    try {
      PublisherServer publisher =
          PublisherServer.start(PublisherSettings.fromEnvironment(System.getenv()));
      Runtime.getRuntime().addShutdownHook(new Thread(publisher::close, "publisher-end"));
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }
}
