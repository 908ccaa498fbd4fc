package org.pushj.examples.kafka;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.pushj.examples.guard.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Properties of Kafka clients from a file: TLS, SASL, and everything else that the program has no
 * setting for. The same file works for nodes, consumers and Kafka's own tools. It cannot set the
 * properties that the guarantees of the program depend on: {@link FixedProperties}.
 */
final class ClientProperties {
  static final String FILE = "PUSH_KAFKA_PROPERTIES";
  static final ClientProperties NONE = new ClientProperties("", Map.of());

  private static final Logger LOG = LoggerFactory.getLogger(ClientProperties.class);

  /** Some text editors put it in front of UTF-8. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * The pattern of names of unknown properties, which may be those of plug-ins or misspelt. The
   * lines of a key, and quoted text, do not match.
   */
  private static final String PLUG_IN = "[a-z][a-z0-9_-]*(\\.[a-z0-9_-]+)+";

  private static final String NOT_SHOWN =
      "a line is not a property (not shown, since it may be part of a secret). End a line with a"
          + " backslash if its value continues in the next line";

  private static final String CONFIG_PROVIDERS = "config.providers.";

  private final String file;
  private final Map<String, String> entries;

  private ClientProperties(String file, Map<String, String> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Reads the file named by {@value #FILE}. Properties unknown to Kafka are logged and passed on.
   *
   * @return {@link #NONE} if none is named
   * @throws IllegalArgumentException if it cannot be read, or sets fixed properties; the message
   *     names the file, the properties and the reasons
   */
  static ClientProperties of(Environment environment) {
    String file = environment.text(FILE).orElse("");
    if (file.isEmpty()) {
      return NONE;
    }
    ClientProperties properties = new ClientProperties(file, read(file));
    properties.check();
    return properties;
  }

  /** Returns the properties, unmodifiable. */
  Map<String, String> entries() {
    return entries;
  }

  /**
   * Returns the exception for properties that Kafka clients reject. It does not keep Kafka's
   * exception as its cause, which may quote a secret; see {@link Reason}.
   */
  IllegalArgumentException notUsable(KafkaException thrown) {
    return invalid(Reason.of(thrown));
  }

  /** Returns a text without the values, for the log. */
  @Override
  public String toString() {
    return file + entries.keySet();
  }

  private void check() {
    String fixed =
        entries.keySet().stream()
            .flatMap(name -> FixedProperties.reason(name).map(why -> name + ": " + why).stream())
            .collect(Collectors.joining("; "));
    if (!fixed.isEmpty()) {
      throw invalid("it must not set " + fixed);
    }
    Set<String> unknown = new TreeSet<>(entries.keySet());
    unknown.removeAll(ProducerConfig.configNames());
    unknown.removeAll(ConsumerConfig.configNames());
    unknown.removeAll(AdminClientConfig.configNames());
    unknown.removeIf(name -> name.startsWith(CONFIG_PROVIDERS));
    if (!unknown.stream().allMatch(name -> name.matches(PLUG_IN))) {
      throw invalid(NOT_SHOWN);
    }
    if (!unknown.isEmpty()) {
      LOG.warn("{}={}: not known to Kafka clients: {}", FILE, file, String.join(", ", unknown));
    }
  }

  private static Map<String, String> read(String file) {
    Properties properties = new Properties();
    try {
      String text = Files.readString(Path.of(file));
      properties.load(
          new StringReader(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text));
    } catch (NoSuchFileException e) {
      throw notReadable(file, "there is no such file", e);
    } catch (CharacterCodingException e) {
      throw notReadable(file, "this one is not in UTF-8", e);
    } catch (IOException | IllegalArgumentException e) {
      throw notReadable(file, e.toString(), e);
    }
    SortedMap<String, String> entries = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      entries.put(name, properties.getProperty(name));
    }
    return Collections.unmodifiableSortedMap(entries);
  }

  private IllegalArgumentException invalid(String reason) {
    return new IllegalArgumentException(FILE + "=" + file + " is invalid: " + reason);
  }

  private static IllegalArgumentException notReadable(String file, String reason, Exception cause) {
    return new InvalidSettingException(
        FILE, file, "the path of a file of Java properties in UTF-8; " + reason, cause);
  }
}
