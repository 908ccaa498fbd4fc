package org.pushj.examples.kafka;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.pushj.examples.guard.InvalidSettingException;

/**
 * The settings of a consumer.
 *
 * @param kafka the Kafka topic with the updates
 * @param group the consumer group, whose members share the work
 * @param folder the folder for the contents of the updates; created if it does not exist
 */
record ConsumerSettings(KafkaSettings kafka, String group, Path folder) {
  static final String GROUP = "PUSH_KAFKA_GROUP";
  static final String DATA = "PUSH_DATA";

  /**
   * Reads the settings from {@value #GROUP} (push-readers), {@value #DATA} (updates), and what
   * {@link KafkaSettings#of} reads.
   *
   * @throws IllegalArgumentException if one of them is invalid; the message names the variable, its
   *     value and the allowed values
   */
  static ConsumerSettings fromEnvironment(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    return new ConsumerSettings(
        KafkaSettings.of(environment),
        environment.text(GROUP).orElse("push-readers"),
        pathOf(environment.text(DATA).orElse("updates")));
  }

  private static Path pathOf(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InvalidSettingException(DATA, text, UpdateFolder.ALLOWED, e);
    }
  }
}
