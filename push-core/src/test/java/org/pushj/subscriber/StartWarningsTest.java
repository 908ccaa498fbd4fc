package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.settings.DeliverySettings;
import org.pushj.world.RecordedLog;

/** What is unsafe in the settings is said once, at the start. */
class StartWarningsTest {
  private static final String TTL = "networkaddress.cache.ttl";

  @Test
  @DisplayName("SUB-3: a callback base without https is warned of")
  void start_warnsOnce_whenTheCallbackBaseIsPlainHttp() {
    assertThat(warnings("http://reader.example/push"))
        .singleElement()
        .asString()
        .contains("callback base http://reader.example/push/ is plain http");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://reader.example/",
        "http://localhost:8080/",
        "http://127.0.0.1/",
        "http://[::1]/"
      })
  void start_warnsOfNothing_whenTheCallbackBaseIsHttpsOrLoopback(String base) {
    assertThat(warnings(base)).isEmpty();
  }

  @Test
  @DisplayName("SEC-8: a JVM that caches no addresses is open to DNS rebinding, and warned of")
  void start_warnsOnce_whenTheJvmCachesNoAddresses() throws UnknownHostException {
    // The JVM reads the property at its first look-up, so this changes nothing in other tests.
    InetAddress.getByName("localhost");
    String before = Security.getProperty(TTL);
    Security.setProperty(TTL, "0");
    try {
      assertThat(warnings("https://reader.example/")).singleElement().asString().contains(TTL);
    } finally {
      Security.setProperty(TTL, before == null ? "" : before);
    }
  }

  @Test
  @DisplayName("SEC-8: the system property for the same is warned of too, where it counts")
  void start_warnsOnce_whenASystemPropertyMakesTheJvmCacheNoAddresses() throws Exception {
    InetAddress.getByName("localhost");
    String before = Security.getProperty(TTL);
    System.setProperty("sun.net.inetaddr.ttl", "0");
    try {
      Security.setProperty(TTL, "");
      assertThat(warnings("https://reader.example/"))
          .singleElement()
          .asString()
          .contains("inetaddr");
      Security.setProperty(TTL, "30");
      assertThat(warnings("https://reader.example/")).isEmpty();
    } finally {
      System.clearProperty("sun.net.inetaddr.ttl");
      Security.setProperty(TTL, before == null ? "" : before);
    }
  }

  @Test
  void start_warnsOnce_whenDeliverySettingsHaveNoInbox() {
    DeliverySettings attempts = DeliverySettings.builder().attempts(3).build();
    assertThat(warnings(settings -> settings.deliveries(attempts)))
        .singleElement()
        .asString()
        .startsWith("WARN Delivery settings, such as attempts, have no effect without an inbox");
    assertThat(warnings(settings -> settings.deliveries(attempts).inbox(new InMemoryUpdateInbox())))
        .isEmpty();
  }

  @Test
  void start_warnsOfNothing_whenDeliverySettingsHaveAnEffectWithoutAnInbox() {
    DeliverySettings others =
        DeliverySettings.builder()
            .executor(Runnable::run)
            .storeTimeout(Duration.ofSeconds(1))
            .build();
    assertThat(warnings(settings -> settings.deliveries(others))).isEmpty();
  }

  private static List<String> warnings(String base) {
    return warnings(settings -> settings.callbackBase(URI.create(base)));
  }

  private static List<String> warnings(UnaryOperator<SubscriberBuilder> settings) {
    SubscriberBuilder builder =
        Subscriber.builder()
            .callbackBase(URI.create("https://reader.example/"))
            .listener(update -> {});
    try (RecordedLog log = new RecordedLog();
        Subscriber subscriber = settings.apply(builder).build()) {
      subscriber.start();
      subscriber.start();
      return log.lines().stream().filter(line -> !line.startsWith("INFO")).toList();
    }
  }
}
