package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.FeedListener;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;

/** The example of the README works as it is, except for the addresses. */
class ReadmeTest {
  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite site = FakeTopicSite.start();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final PrintStream console = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void listen() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    connector.open();
    System.setOut(new PrintStream(printed, true, UTF_8));
  }

  @AfterEach
  void stop() throws Exception {
    System.setOut(console);
    server.stop();
    hub.close();
    site.close();
  }

  @Test
  void example_receivesUpdates(@TempDir Path folder) throws Exception {
    URI feed = site.advertise("/feed", hub.url());
    deploy(folder, feed);
    HubRequest request = hub.awaitRequest("subscribe", 1, Duration.ofSeconds(10));
    hub.awaitReply(request, 1, Duration.ofSeconds(10));
    assertThat(hub.deliver(request, "<feed/>".getBytes(UTF_8), "application/atom+xml").status())
        .isEqualTo(200);
    assertThat(printed.toString(UTF_8)).isEqualToIgnoringNewLines(feed + " changed: 7 bytes");
  }

  private void deploy(Path folder, URI feed) throws Exception {
    Path webXml = Files.createDirectory(folder.resolve("WEB-INF")).resolve("web.xml");
    try (InputStream readme = FeedListener.class.getResourceAsStream("web.xml")) {
      String own =
          new String(readme.readAllBytes(), UTF_8)
              .replace(
                  "https://reader.example/", "http://127.0.0.1:" + connector.getLocalPort() + "/")
              .replace("https://blog.example/feed", feed.toString())
              .replace(
                  "    <load-on-startup>",
                  """
                      <init-param>
                        <param-name>allowPrivate</param-name>
                        <param-value>true</param-value>
                      </init-param>
                      <load-on-startup>\
                  """);
      Files.writeString(webXml, own);
    }
    WebAppContext context = new WebAppContext(folder.toString(), "/");
    context.setThrowUnavailableOnStartupException(true);
    server.setHandler(context);
    server.start();
  }
}
