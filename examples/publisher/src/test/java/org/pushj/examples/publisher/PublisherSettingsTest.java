package org.pushj.examples.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.examples.guard.ServerAddress;

class PublisherSettingsTest {
  @Test
  void defaults_apply_whenNothingIsSet() {
    PublisherSettings settings =
        PublisherSettings.fromEnvironment(Map.of("PORT", "", "PUSH_HUB", " "));

    assertThat(settings).isEqualTo(PublisherSettings.defaults());
    assertThat(settings.port()).isEqualTo(8082);
    assertThat(settings.site()).isNull();
    assertThat(settings.hubs()).containsExactly(URI.create("http://localhost:8081/"));
    assertThat(settings.base(8082)).isEqualTo(URI.create("http://localhost:8082"));
  }

  @Test
  void environment_isRead(@TempDir Path folder) throws UnknownHostException {
    PublisherSettings settings =
        PublisherSettings.fromEnvironment(
            Map.of(
                "PORT", "9000",
                "PUSH_BIND", "192.0.2.7",
                "PUSH_SITE", folder.toString(),
                "PUSH_HUB", "https://a.example/ , http://10.0.0.1:8081/?k=1,https://a.example/",
                "PUSH_PUBLIC_BASE", "https://blog.example/news/"));

    assertThat(settings)
        .isEqualTo(
            new PublisherSettings(
                9000,
                new ServerAddress(InetAddress.getByName("192.0.2.7"), Set.of()),
                folder,
                List.of(URI.create("https://a.example/"), URI.create("http://10.0.0.1:8081/?k=1")),
                URI.create("https://blog.example/news")));
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, http, 65535",
    "PORT, 65536, 65535",
    "PORT, -1, 65535",
    "PUSH_SITE, /no/such/folder, folder that exists",
    "PUSH_HUB, ftp://hub.example/, http or https URL",
    "PUSH_HUB, 'https://hub.example/ x', http or https URL",
    "PUSH_HUB, hub.example, http or https URL",
    "PUSH_PUBLIC_BASE, /news, http or https URL",
    "PUSH_PUBLIC_BASE, https://blog.example/?x=1, without query"
  })
  void invalidValue_isNamed_withTheAllowedValues(String variable, String value, String allowed) {
    assertThatThrownBy(() -> PublisherSettings.fromEnvironment(Map.of(variable, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(variable, value, allowed);
  }
}
