package org.pushj.examples.kafka;

import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a callback node, or with the argument {@code consume} a consumer, with settings from the
 * environment. Both run until they are stopped.
 */
public final class KafkaMain {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaMain.class);

  private KafkaMain() {}

  /**
   * Starts one of the two. If it cannot start, the reason is printed and the exit status is 2.
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
                "arguments must be none, for a node, or consume, was \"" + mode + "\"");
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (IOException e) {
      LOG.error("The consumer stops: an update could not be processed", e);
      System.exit(1);
    } catch (AuthenticationException | AuthorizationException e) {
      LOG.error("The consumer stops: no access to Kafka: {}", Reason.of(e));
      System.exit(1);
    }
  }

  private static void serve(Map<String, String> environment) {
    CallbackNode node = CallbackNode.start(NodeSettings.fromEnvironment(environment));
    Runtime.getRuntime().addShutdownHook(new Thread(node::close, "node-shutdown"));
    LOG.info("The node is running at {}", node.url());
  }

  // START SNIPPET: consume
  private static void consume(Map<String, String> environment) throws IOException {
    ConsumerSettings settings = ConsumerSettings.fromEnvironment(environment);
    UpdateFolder folder = UpdateFolder.at(settings.folder());
    UpdateConsumer consumer =
        UpdateConsumer.of(
            settings,
            update -> {
              if (folder.add(update)) {
                System.out.println(update);
              } else {
                LOG.info("{} was processed before", update.id());
              }
            });
    Runtime.getRuntime().addShutdownHook(new Thread(consumer::close, "consumer-shutdown"));
    consumer.run();
  }

  // END SNIPPET: consume
}
