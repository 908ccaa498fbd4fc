package com.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;
import org.pushj.tck.PushExtension;

/** Runs the reader on the HTTP server of the JDK. */
@ExtendWith(PushExtension.class)
class ReaderTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  @Test
  void listener_getsWhatTheHubDelivers(FakeHub hub, FakeTopicSite site) throws Exception {
    URI feed = site.advertise("/feed.xml", hub.url());
    int port = freePort();
    URI callbackBase = URI.create("http://localhost:" + port + "/push/");
    try (Reader reader = new Reader(port, callbackBase, update -> received.add(update.text()))) {
      reader.subscribe(feed);
      HubRequest request = hub.awaitRequest("subscribe", 1, TIMEOUT);
      hub.awaitReply(request, 1, TIMEOUT); // it has verified
      CallbackReply reply = hub.deliver(request, "the first post".getBytes(UTF_8), "text/plain");

      assertEquals(200, reply.status());
      assertEquals("the first post", received.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
