package com.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.WebResourceRoot;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.DirResourceSet;
import org.apache.catalina.webresources.StandardRoot;
import org.apache.tomcat.util.descriptor.web.ApplicationParameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;
import org.pushj.tck.PushExtension;

/** Runs the application in Tomcat, with its own web.xml and context.xml. */
@ExtendWith(PushExtension.class)
class ReaderTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Tomcat tomcat = new Tomcat();
  private final HttpClient client = HttpClient.newHttpClient();
  private URI address;
  private URI feed;

  @BeforeEach
  void start(FakeHub hub, FakeTopicSite site, @TempDir Path base) throws Exception {
    feed = site.advertise("/feed.xml", hub.url());
    tomcat.setBaseDir(base.toString());
    tomcat.getHost().setAppBase(Files.createDirectory(base.resolve("webapps")).toString());
    tomcat.setPort(0);
    tomcat.setAddDefaultWebXmlToWebapp(false); // it would ask for JSP
    tomcat.enableNaming();
    tomcat.addUser("operator", "swordfish");
    tomcat.addRole("operator", "push-admin");
    Connector connector = tomcat.getConnector();
    tomcat.init(); // binds the port
    address = URI.create("http://localhost:" + connector.getLocalPort() + "/reader/");
    prepare(tomcat.addWebapp("/reader", Path.of("src/main/webapp").toAbsolutePath().toString()));
    tomcat.start();
  }

  /** Adds the classes, and sets what an administrator would set in production. */
  private void prepare(Context application) {
    WebResourceRoot files = new StandardRoot(application);
    String classes = Path.of("target/classes").toAbsolutePath().toString();
    files.addPreResources(new DirResourceSet(files, "/WEB-INF/classes", classes, "/"));
    application.setResources(files);
    Map.of("callbackBase", address + "push/", "feeds", feed.toString())
        .forEach(
            (name, value) -> {
              ApplicationParameter parameter = new ApplicationParameter();
              parameter.setName(name);
              parameter.setValue(value);
              parameter.setOverride(false);
              application.addApplicationParameter(parameter);
            });
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void page_showsWhatTheHubDelivers(FakeHub hub) throws Exception {
    HubRequest request = hub.awaitRequest("subscribe", 1, TIMEOUT);
    assertEquals(feed.toString(), request.topic());

    hub.awaitReply(request, 1, TIMEOUT); // it has verified
    CallbackReply reply = hub.deliver(request, "the first post".getBytes(UTF_8), "text/plain");

    assertEquals(200, reply.status());
    await().atMost(TIMEOUT).until(() -> get("").body().contains("the first post"));
  }

  @Test
  void adminPage_asksForALogin() throws Exception {
    assertEquals(401, get("admin/").statusCode());
    String login = Base64.getEncoder().encodeToString("operator:swordfish".getBytes(UTF_8));
    assertEquals(200, get("admin/", "Authorization", "Basic " + login).statusCode());
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
