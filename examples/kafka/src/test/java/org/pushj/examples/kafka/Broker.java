package org.pushj.examples.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.pushj.examples.guard.FreePort;

/** A single-node Kafka, broker and controller (KRaft), in a separate process. */
final class Broker {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  private static @Nullable Broker shared;
  private static int topics;

  private final int port = FreePort.next();
  private final SecuredListener secured;
  private final Path configuration;
  private final Path output;
  private @Nullable Process process;

  private Broker(Path folder) throws IOException {
    this.secured = new SecuredListener(folder);
    this.configuration = folder.resolve("server.properties");
    this.output = folder.resolve("output.log");
    Files.write(configuration, properties(folder.resolve("data"), FreePort.next()));
    format();
    start();
  }

  /**
   * Returns the broker shared by all tests, which stops with the JVM. A test that kills it restarts
   * it.
   */
  static synchronized Broker shared() {
    if (shared == null) {
      try {
        Broker broker = new Broker(Files.createTempDirectory("kafka"));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::kill));
        shared = broker;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  /** Returns its address, running or not. */
  String servers() {
    return "127.0.0.1:" + port;
  }

  /** Returns its secured listener, for the same topics. */
  SecuredListener secured() {
    return secured;
  }

  /** Creates an empty topic. */
  KafkaSettings newTopic(int partitions) {
    return newTopic(partitions, Map.of());
  }

  KafkaSettings newTopic(int partitions, Map<String, String> configuration) {
    String name = "updates-" + nextTopic();
    try (Admin admin = Admin.create(client())) {
      NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(configuration);
      admin.createTopics(List.of(topic)).all().get();
      return new KafkaSettings(servers(), name, ClientProperties.NONE);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Returns all records of a topic, those of one partition in order. */
  List<ConsumerRecord<String, byte[]>> records(String topic) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(client(), new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
        consumer.poll(POLL).forEach(records::add);
      }
      return records;
    }
  }

  /** Kills the process with SIGKILL. */
  void kill() {
    process.destroyForcibly();
    process.onExit().orTimeout(START.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Starts it, if it is not running, with its old data, and waits until it serves clients. */
  void start() {
    if (process != null && process.isAlive()) {
      return;
    }
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx400m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "kafka.Kafka",
                  configuration.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await();
  }

  private static synchronized int nextTopic() {
    return ++topics;
  }

  /** Waits until the controller has unfenced the broker. */
  private void await() {
    try (Admin admin = Admin.create(client())) {
      while (admin.describeCluster().nodes().get(START.toSeconds(), TimeUnit.SECONDS).isEmpty()) {
        if (!process.isAlive()) {
          throw new AssertionError("the broker ended:\n" + Files.readString(output));
        }
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the broker at " + servers() + " does not answer: " + output, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void format() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", configuration + ""};
    if (StorageTool.execute(arguments, new PrintStream(said)) != 0) {
      throw new IllegalStateException("Kafka's folder could not be prepared: " + said);
    }
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", servers());
  }

  private List<String> properties(Path data, int controller) {
    List<String> properties = new ArrayList<>(secured.ofBroker());
    String listeners = "CLIENTS://" + servers() + ",SECURED://" + secured.servers();
    properties.addAll(
        List.of(
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.voters=1@127.0.0.1:" + controller,
            "listeners=" + listeners + ",CONTROLLERS://127.0.0.1:" + controller,
            "advertised.listeners=" + listeners,
            "listener.security.protocol.map="
                + "CLIENTS:PLAINTEXT,SECURED:SASL_SSL,CONTROLLERS:PLAINTEXT",
            "inter.broker.listener.name=CLIENTS",
            "controller.listener.names=CONTROLLERS",
            "log.dirs=" + data,
            "offsets.topic.replication.factor=1",
            "offsets.topic.num.partitions=1",
            "group.initial.rebalance.delay.ms=0",
            // The time after which the controller considers a killed broker dead.
            "broker.session.timeout.ms=3000",
            "broker.heartbeat.interval.ms=500"));
    return properties;
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }
}
