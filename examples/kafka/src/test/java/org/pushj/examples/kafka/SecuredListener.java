package org.pushj.examples.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pushj.examples.guard.FreePort;

/** A second listener of the broker, with TLS and a password. */
final class SecuredListener {
  /** The secret that no log may show. */
  static final String PASSWORD = "Sesame-4711";

  static final String KEY_STORE_PASSWORD = "Mutabor-0815";

  private static final String MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  private final int port = FreePort.next();
  private final Path keys;

  /** Creates the key of the broker, with the JDK's keytool. */
  SecuredListener(Path folder) throws IOException {
    this.keys = folder.resolve("keys.p12");
    Path said = folder.resolve("keytool.log");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=broker",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                KEY_STORE_PASSWORD,
                "-keystore",
                keys.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (keytool.onExit().orTimeout(1, TimeUnit.MINUTES).join().exitValue() != 0) {
      throw new IllegalStateException(Files.readString(said));
    }
  }

  /** Returns its address. */
  String servers() {
    return "127.0.0.1:" + port;
  }

  /** Returns the configuration of the broker. */
  List<String> ofBroker() {
    return List.of(
        "listener.name.secured.sasl.enabled.mechanisms=PLAIN",
        "listener.name.secured.plain.sasl.jaas.config="
            + (MODULE + " user_push=\"" + PASSWORD + "\";"),
        "listener.name.secured.ssl.keystore.type=PKCS12",
        "listener.name.secured.ssl.keystore.location=" + keys,
        "listener.name.secured.ssl.keystore.password=" + KEY_STORE_PASSWORD);
  }

  /** Returns the configuration of its clients. */
  List<String> ofClients(String password) {
    return List.of(
        "client.id=push-of-test",
        "security.protocol=SASL_SSL",
        "sasl.mechanism=PLAIN",
        "sasl.jaas.config=" + MODULE + " \\",
        "    username=\"push\" password=\"" + password + "\";",
        "ssl.truststore.type=PKCS12",
        "ssl.truststore.location=" + keys,
        "ssl.truststore.password=" + KEY_STORE_PASSWORD);
  }
}
