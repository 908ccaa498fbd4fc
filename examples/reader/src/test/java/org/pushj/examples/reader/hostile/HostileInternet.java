package org.pushj.examples.reader.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.pushj.CallbackToken;
import org.pushj.examples.reader.ReaderClient;

/**
 * All that strangers do to a reader. They know the callbacks of its subscriptions, but no secret.
 */
final class HostileInternet implements AutoCloseable {
  private static final int BODIES = 40;
  private static final int BODY_BYTES = 9 << 20;
  private static final int SLOW_CONNECTIONS = 600;
  private static final String FALSE_SIGNATURE = "sha256=" + "0".repeat(64);
  private static final String HOST = "Host: localhost\r\n";

  private final ReaderClient reader;
  private final HonestHub honest;
  private final HostileHub hub = new HostileHub();
  private final HostileSite site;
  private final RawClient raw;
  private final Attackers attackers = new Attackers();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final byte[] body = new byte[BODY_BYTES];
  private final List<Socket> slow = new ArrayList<>();
  private final Random random = new Random();

  HostileInternet(ReaderClient reader, HonestHub honest) {
    this.reader = reader;
    this.honest = honest;
    this.site = new HostileSite(honest.topics().get(0), hub.url());
    this.raw = new RawClient(reader.url().getPort());
    hub.subscribe(reader);
  }

  /** Starts all attacks. */
  void start() {
    for (URI page : site.pages()) {
      attackers.start("page " + page.getPath(), millis(3000), () -> subscribe(page));
    }
    attackers.start("coded deliveries", millis(1000), hub::deliverBomb);
    attackers.start(
        "forged deliveries", millis(500), () -> hub.deliverForged(honest.topics().get(0)));
    attackers.start("control characters", millis(500), hub::deliverControls);
    attackers.start("unsigned bodies", millis(10_000), () -> bodies("X-None", "none"));
    attackers.start(
        "wrong signatures", millis(10_000), () -> bodies("X-Hub-Signature", FALSE_SIGNATURE));
    attackers.start("slow bodies", millis(1000), this::slowBodies);
    attackers.start("forged verifications", millis(20), this::verify);
    attackers.start("beside the callback", millis(20), this::beside);
    attackers.start("foreign hosts", millis(50), this::foreignHost);
    attackers.start("foreign forms", millis(50), this::foreignForm);
    attackers.start("unknown tokens", millis(10), this::guess);
  }

  /** Returns what the reader did although it must never do so. */
  List<String> breaches() {
    List<String> all = new ArrayList<>(attackers.breaches());
    attackers.idle().forEach(each -> all.add("never answered: " + each));
    hub.requestsFor(honest.topics()).forEach(each -> all.add("asked the hostile hub: " + each));
    return all;
  }

  /** Returns how many steps each attack made, by what came of them. */
  Map<String, Integer> outcomes() {
    return attackers.outcomes();
  }

  @Override
  public void close() {
    attackers.stop();
    // Not later: some steps wait for pages that have no end.
    site.close();
    attackers.close();
    slow.forEach(HostileInternet::closeQuietly);
    hub.close();
  }

  private Object subscribe(URI page) {
    return reader.subscribe("url", page).statusCode();
  }

  /** Sends many large bodies at once to one callback. */
  private Object bodies(String header, String value) {
    URI to = reader.url().resolve(callback());
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .timeout(Duration.ofSeconds(30))
            .header(header, value)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    List<CompletableFuture<HttpResponse<Void>>> sent = new ArrayList<>();
    for (int i = 0; i < BODIES; i++) {
      sent.add(client.sendAsync(request, BodyHandlers.discarding()));
    }
    Map<String, Integer> statuses = new TreeMap<>();
    sent.forEach(each -> statuses.merge(status(each), 1, Integer::sum));
    if (statuses.containsKey("500")) {
      attackers.breach("a large body is answered 500");
    }
    return statuses.keySet();
  }

  private static String status(CompletableFuture<HttpResponse<Void>> response) {
    try {
      return Integer.toString(response.join().statusCode());
    } catch (CompletionException closed) {
      return "closed";
    }
  }

  /** Keeps many bodies at one callback open, a byte at a time. */
  private Object slowBodies() throws IOException {
    String path = honest.callbackPath(honest.topics().get(0));
    String begin =
        "POST "
            + path
            + " HTTP/1.1\r\n"
            + HOST
            + "X-Hub-Signature: "
            + FALSE_SIGNATURE
            + "\r\nContent-Length: 65536\r\n\r\n";
    slow.removeIf(socket -> !sendByte(socket));
    while (slow.size() < SLOW_CONNECTIONS) {
      slow.add(raw.open(begin + "x"));
    }
    return "held";
  }

  private static boolean sendByte(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return socket.getInputStream().available() == 0;
    } catch (IOException closed) {
      closeQuietly(socket);
      return false;
    }
  }

  /** Verifies, denies or ends subscriptions that it did not grant. */
  private Object verify() throws IOException {
    URI victim = victim();
    String path = honest.callbackPath(victim);
    String topic = "&hub.topic=" + encode(victim.toString());
    String challenge = "&hub.challenge=abc";
    List<String> queries =
        List.of(
            "hub.mode=subscribe&hub.lease_seconds=1" + topic + challenge,
            "hub.mode=subscribe&hub.lease_seconds=315360000" + topic + challenge,
            "hub.mode=subscribe&hub.lease_seconds=-1" + topic + challenge,
            "hub.mode=subscribe&hub.lease_seconds=60"
                + topic
                + "&hub.challenge="
                + "c".repeat(9000),
            "hub.mode=subscribe&hub.lease_seconds=60" + topic + "&hub.challenge=%00%FF%0D%0A<b>",
            "hub.mode=subscribe&hub.lease_seconds=60&hub.topic=http://unknown.example/" + challenge,
            "hub.mode=unsubscribe" + topic + challenge,
            "hub.mode=denied" + topic + "&hub.reason=" + encode(HostileSite.CONTROLS),
            "hub.mode=" + encode(HostileSite.CONTROLS) + topic + challenge,
            "%%%&&==\u00ff");
    return raw.send("GET " + path + "?" + queries.get(random.nextInt(queries.size())), HOST);
  }

  /** Posts to addresses that are nearly callbacks. */
  private Object beside() throws IOException {
    String path = callback();
    List<String> after =
        List.of("/", "//", "/x", "/../..", "%2F", "/%00", ";a=b", "?x=%", "\u0001");
    return raw.send(
        "POST " + path + after.get(random.nextInt(after.size())),
        HOST + "X-Hub-Signature: " + FALSE_SIGNATURE + "\r\n",
        "content");
  }

  /** Asks for the page under another name, as a browser does after DNS rebinding. */
  private Object foreignHost() throws IOException {
    int status = raw.send("GET /subscriptions", "Host: evil.example\r\n");
    if (status / 100 == 2) {
      attackers.breach("a foreign host is answered " + status);
    }
    return status;
  }

  /** Sends a form of another site. */
  private Object foreignForm() throws IOException {
    String id = honest.subscribed().get(random.nextInt(honest.subscribed().size())).id();
    List<String> paths =
        List.of(
            "/subscriptions",
            "/subscriptions/" + id + "/unsubscribe",
            "/subscriptions/" + id + "/forget",
            "/subscriptions/" + id + "/renew");
    int status =
        raw.send(
            "POST " + paths.get(random.nextInt(paths.size())),
            HOST
                + "Origin: https://evil.example\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n",
            "url=" + encode(site.url("/slow").toString()));
    if (status != 403) {
      attackers.breach("a foreign form is answered " + status);
    }
    return status;
  }

  private Object guess() throws IOException {
    String path = "/callback/" + CallbackToken.random().value();
    return random.nextBoolean()
        ? raw.send("GET " + path + "?hub.mode=subscribe&hub.topic=x&hub.challenge=y", HOST)
        : raw.send("POST " + path, HOST, "<feed/>");
  }

  private URI victim() {
    return honest.topics().get(random.nextInt(honest.topics().size()));
  }

  private String callback() {
    return honest.callbackPath(victim());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static Duration millis(int count) {
    return Duration.ofMillis(count);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      // It was closed already.
    }
  }
}
