package org.pushj.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.pushj.SignatureAlgorithm;

/**
 * A content distribution request (W3C WebSub section 7) that a {@link FakeHub} is about to send. It
 * starts without content, with the two {@code Link} headers, and signed with SHA-256 if the hub was
 * told a secret. For one thread.
 *
 * @since 0.1
 */
public final class Delivery {
  private final Callbacks callbacks;
  private final HubRequest request;
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();
  private List<String> links;
  private byte[] content = new byte[0];
  private String path = "";
  private boolean chunked;
  private boolean signed = true;
  private @Nullable String signature;
  private Optional<String> secret;
  private SignatureAlgorithm algorithm = SignatureAlgorithm.SHA256;

  Delivery(Callbacks callbacks, HubRequest request, URI hub) {
    this.callbacks = callbacks;
    this.request = request;
    this.secret = request.secret();
    this.links = List.of("<" + request.topic() + ">; rel=\"self\"", "<" + hub + ">; rel=\"hub\"");
  }

  /** Sends this content, without a {@code Content-Type}. */
  public Delivery content(byte[] content) {
    this.content = content.clone();
    return this;
  }

  /** Sends this content with a {@code Content-Type}. */
  public Delivery content(byte[] content, String contentType) {
    header("Content-Type", contentType);
    return content(content);
  }

  /** Sends this content, in UTF-8, with a {@code Content-Type}. */
  public Delivery content(String content, String contentType) {
    return content(content.getBytes(UTF_8), contentType);
  }

  /** Signs with this algorithm. */
  public Delivery signedWith(SignatureAlgorithm algorithm) {
    this.algorithm = algorithm;
    return this;
  }

  /** Signs with this secret instead of the one that the hub was told. */
  public Delivery secret(String secret) {
    this.secret = Optional.of(secret);
    return this;
  }

  /** Sends this {@code X-Hub-Signature} to the letter. */
  public Delivery signature(String header) {
    this.signature = header;
    return this;
  }

  /** Sends no {@code X-Hub-Signature}. */
  public Delivery unsigned() {
    this.signed = false;
    return this;
  }

  /** Sends these {@code Link} headers, each to the letter, instead of the two honest ones. */
  public Delivery links(String... values) {
    this.links = List.of(values);
    return this;
  }

  /**
   * Adds a header field.
   *
   * @throws IllegalArgumentException from {@link #send} if it is one that {@link HttpRequest} keeps
   *     for itself, as {@code Host} and {@code Content-Length}
   */
  public Delivery header(String name, String value) {
    headers.add(Map.entry(name, value));
    return this;
  }

  /** Sends it to the callback URL with this text after its path. */
  public Delivery to(String path) {
    this.path = path;
    return this;
  }

  /** Sends the content in chunks, without a {@code Content-Length}. */
  public Delivery chunked() {
    this.chunked = true;
    return this;
  }

  /**
   * Sends the delivery and waits for the answer.
   *
   * @throws java.io.UncheckedIOException if the callback did not answer
   */
  public CallbackReply send() {
    HttpRequest.Builder http =
        Callbacks.to(request, "").uri(URI.create(request.callback() + path)).POST(body());
    links.forEach(link -> http.header("Link", link));
    headers.forEach(header -> http.header(header.getKey(), header.getValue()));
    signatureHeader().ifPresent(value -> http.header("X-Hub-Signature", value));
    return callbacks.send(request, http.build(), null);
  }

  private BodyPublisher body() {
    return chunked
        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content))
        : BodyPublishers.ofByteArray(content);
  }

  private Optional<String> signatureHeader() {
    if (!signed) {
      return Optional.empty();
    }
    return signature != null ? Optional.of(signature) : secret.map(this::sign);
  }

  private String sign(String key) {
    try {
      Mac mac = Mac.getInstance(algorithm.jcaName());
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), algorithm.jcaName()));
      return algorithm.method() + "=" + HexFormat.of().formatHex(mac.doFinal(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + algorithm.jcaName(), e);
    }
  }
}
