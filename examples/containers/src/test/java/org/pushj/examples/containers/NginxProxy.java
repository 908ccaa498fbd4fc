package org.pushj.examples.containers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.pushj.examples.guard.FreePort;

/** Debian's nginx, which ends TLS and passes {@code /feeds/} on to another path of a server. */
final class NginxProxy implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      user root;
      daemon off;
      pid nginx.pid;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        server {
          listen 127.0.0.1:%d ssl;
          ssl_certificate certificate.pem;
          ssl_certificate_key key.pem;
          location /feeds/ {
            proxy_pass http://127.0.0.1:%d/trial/;
          }
        }
      }
      """;
  private static final String PASSWORD = "changeit";

  private final int port = FreePort.next();
  private final KeyStore keys;
  private final Process process;

  private NginxProxy(Path folder, int target) throws IOException, GeneralSecurityException {
    this.keys = keys(folder.resolve("keys.p12"));
    pem(folder.resolve("certificate.pem"), "CERTIFICATE", keys.getCertificate("it").getEncoded());
    pem(
        folder.resolve("key.pem"),
        "PRIVATE KEY",
        keys.getKey("it", PASSWORD.toCharArray()).getEncoded());
    Path file = folder.resolve("nginx.conf");
    Files.writeString(file, CONFIGURATION.formatted(port, target));
    this.process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "-p",
                folder.toString(),
                "-e",
                "error.log",
                "-c",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
  }

  /** Returns the program, if it is installed. */
  static Optional<Path> program() {
    return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it before a server on the loopback address. */
  static NginxProxy start(Path folder, int target) throws IOException, GeneralSecurityException {
    return new NginxProxy(folder, target);
  }

  int port() {
    return port;
  }

  /** Returns what trusts its certificate alone. */
  SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("it", keys.getCertificate("it"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static KeyStore keys(Path file) throws IOException, GeneralSecurityException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    if (keytool.onExit().join().exitValue() != 0) {
      throw new IOException("keytool failed: " + output);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static void pem(Path file, String type, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type, text));
  }
}
