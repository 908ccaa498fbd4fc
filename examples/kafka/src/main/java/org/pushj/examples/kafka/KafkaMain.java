package org.pushj.examples.kafka;

import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a callback node, or with the argument {@code consume} a consumer, with the settings of the
 * environment. Both run until they are ended.
 */
public final class KafkaMain {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaMain.class);

  private KafkaMain() {}

  /**
   * Starts one of the two. What keeps it from starting is printed, and ends it with the status 2.
   *
   * @param args none, or {@code consume}; see {@link NodeSettings#fromEnvironment} and {@link
   *     ConsumerSettings#fromEnvironment}
   */
  public static void main(String[] args) {
    String mode = String.join(" ", args);
    try {
      switch (mode) {
        case "" -> serve(System.getenv());
        case "consume" -> consume(System.getenv());
        default ->
            throw new IllegalArgumentException(
                "arguments: none, for a node, or consume is possible, not \"" + mode + "\"");
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (IOException e) {
      LOG.error("The consumer ends: an update could not be worked on", e);
      System.exit(1);
    } catch (AuthenticationException | AuthorizationException e) {
      LOG.error("The consumer ends: Kafka and it do not agree: {}", Reason.of(e));
      System.exit(1);
    }
  }

  private static void serve(Map<String, String> environment) {
    CallbackNode node = CallbackNode.start(NodeSettings.fromEnvironment(environment));
    Runtime.getRuntime().addShutdownHook(new Thread(node::close, "node-end"));
    LOG.info("The node is at {}", node.url());
  }

  // START SNIPPET: consume
  private static void consume(Map<String, String> environment) throws IOException {
    ConsumerSettings settings = ConsumerSettings.fromEnvironment(environment);
    UpdateFolder folder = UpdateFolder.at(settings.folder());
    UpdateConsumer consumer =
        UpdateConsumer.of(
            settings,
            update -> {
              if (folder.keep(update)) {
                System.out.println(update);
              } else {
                LOG.info("{} has come before", update.id());
              }
            });
    Runtime.getRuntime().addShutdownHook(new Thread(consumer::close, "consumer-end"));
    consumer.run();
  }

  // END SNIPPET: consume
}
