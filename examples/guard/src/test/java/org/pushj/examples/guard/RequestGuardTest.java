package org.pushj.examples.guard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SEC-11: the guard before a servlet that answers everything with 204. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestGuardTest {
  private static final URI PUBLIC = URI.create("https://reader.example/push/");

  private final Server server = new Server();
  private URI here;

  @BeforeAll
  void start() throws Exception {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("0.0.0.0");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    ServerAddress address = new ServerAddress(InetAddress.getByName("0.0.0.0"), Set.of("extra"));
    RequestGuard guard = new RequestGuard(address, PUBLIC);
    context.addFilter(new FilterHolder(guard), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new Nothing()), "/");
    server.setHandler(context);
    server.start();
    here = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
  }

  @AfterAll
  void end() {
    LifeCycle.stop(server);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:8080",
        "localhost.",
        "127.0.0.1:8080",
        "127.9.9.9",
        "[::1]",
        "[0:0:0:0:0:0:0:1]:8080",
        "reader.example",
        "READER.example:443",
        "extra"
      })
  void request_passes_whenItNamesTheServer(String host) throws IOException {
    assertThat(RawRequest.get(here, "Host: " + host)).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "reader.example.evil.example",
        "sub.reader.example",
        "192.0.2.1",
        "[2001:db8::1]",
        "0.0.0.0"
      })
  void request_is421_whenItNamesAnotherHost(String host) throws IOException {
    String answer = RawRequest.send(here, "GET", "", "Host: " + host);
    assertThat(answer).startsWith("HTTP/1.1 421 ").contains("PUSH_HOSTS").doesNotContain("evil");
    assertThat(RawRequest.post(here, "", "Host: " + host, "Origin: http://" + host)).isEqualTo(421);
  }

  @Test
  @DisplayName("a request by address passes, wherever the server listens")
  void request_passes_whenItNamesTheAddressOfTheConnection() throws IOException {
    List<InetAddress> mine =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(own -> !own.isLinkLocalAddress())
            .toList();
    for (InetAddress own : mine) {
      URI url = URI.create("http://" + literal(own) + ":" + here.getPort() + "/");
      assertThat(RawRequest.get(url, "Host: " + url.getRawAuthority())).isEqualTo(204);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Origin, null",
    "Origin, https://evil.example",
    "Origin, http://reader.example",
    "Origin, https://reader.example:8443",
    "Origin, http://localhost",
    "Origin, ftp://localhost:8080"
  })
  void change_is403_whenItComesFromAnotherOrigin(String name, String value) throws IOException {
    for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
      assertThat(RawRequest.send(here, method, "", "Host: localhost:8080", name + ": " + value))
          .as(method)
          .startsWith("HTTP/1.1 403 ");
    }
    assertThat(RawRequest.get(here, "Host: localhost:8080", name + ": " + value)).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, same-origin",
    "Sec-Fetch-Site, none",
    "Origin, http://localhost:8080",
    "Origin, https://localhost:8080",
    "Origin, https://reader.example",
    "X-Origin, a server sends no Origin"
  })
  void change_passes_whenItComesFromTheOwnOriginOrAServer(String name, String value)
      throws IOException {
    assertThat(RawRequest.post(here, "", "Host: localhost:8080", name + ": " + value))
        .isEqualTo(204);
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    return text.contains(":") ? "[" + text.replaceFirst("%.*", "") + "]" : text;
  }

  /** Answers with 204. */
  private static final class Nothing extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
  }
}
