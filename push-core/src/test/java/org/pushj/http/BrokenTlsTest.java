package org.pushj.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pushj.spi.HttpTransport.Request;
import org.pushj.spi.UrlPolicy;

/** The transport in a process whose settings of TLS are wrong. */
class BrokenTlsTest {

  /** Sends a request, in a process of its own. */
  public static void main(String... arguments) {
    try {
      JdkHttpTransport.builder()
          .urlPolicy(UrlPolicy.allowPrivate())
          .build()
          .send(
              new Request(
                  "GET",
                  URI.create("http://127.0.0.1:9/"),
                  Map.of(),
                  null,
                  Duration.ofSeconds(10),
                  1000))
          .close();
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }

  @Test
  void send_failsAsAnExchange_whenNoClientCanBeMade() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djavax.net.ssl.keyStore=missing",
                "-Djavax.net.ssl.keyStoreType=unknown",
                "-cp",
                System.getProperty("java.class.path"),
                BrokenTlsTest.class.getName())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .contains("cannot make an HTTP client")
        .doesNotContain("Exception in thread");
  }
}
