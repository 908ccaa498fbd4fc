package org.pushj.examples.reader.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pushj.tck.HubRequest;

/** Posts signed content to callbacks, as a hub does. Unlike a fake hub it records nothing. */
public final class HubPosts {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String HMAC = "HmacSHA256";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /**
   * Posts content.
   *
   * @param to the request with the callback and a secret
   * @return empty if there was no response
   */
  Optional<HttpResponse<Void>> post(HubRequest to, byte[] content, String contentType) {
    try {
      return Optional.of(client.send(request(to, content, contentType), BodyHandlers.discarding()));
    } catch (IOException noAnswer) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /**
   * Posts content without waiting for the response, which fails if there is none.
   *
   * @param to the request with the callback and a secret
   */
  public CompletableFuture<HttpResponse<Void>> send(
      HubRequest to, byte[] content, String contentType) {
    return client.sendAsync(request(to, content, contentType), BodyHandlers.discarding());
  }

  private static HttpRequest request(HubRequest to, byte[] content, String contentType) {
    return HttpRequest.newBuilder(URI.create(to.callback()))
        .timeout(TIMEOUT)
        .header("Content-Type", contentType)
        .header("Link", "<" + to.topic() + ">; rel=\"self\"")
        .header("X-Hub-Signature", "sha256=" + sign(to.secret().orElseThrow(), content))
        .POST(BodyPublishers.ofByteArray(content))
        .build();
  }

  private static String sign(String secret, byte[] content) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }
}
