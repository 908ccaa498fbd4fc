package org.pushj;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pushj.concurrent.Lazy;

/**
 * One content distribution notification, as it was received (W3C WebSub section 7). If the
 * subscription has a secret, the signature of the content has been verified. Immutable.
 *
 * <p>The content is as the hub sends it: the entire topic, or for feeds often only the new entries.
 * A hub may send the same content again.
 *
 * @since 0.1
 */
public final class Update {
  private final UpdateId id;
  private final Origin origin;
  private final Lazy<HttpHeaders> headers;
  private final Lazy<List<WebLink>> links;
  private final byte[] content;
  private final @Nullable SignatureAlgorithm signature;
  private final Instant receivedAt;

  /**
   * Makes an update.
   *
   * @param id identifies this receipt
   * @param origin the subscription whose callback was called
   * @param headers all headers of the request
   * @param links the links of the {@code Link} headers
   * @param content the body, byte for byte; it is not copied, so it must not be changed afterwards
   * @param signature the algorithm of the verified signature; null if the content is not signed
   * @param receivedAt when the body had arrived in full
   */
  public Update(
      UpdateId id,
      Origin origin,
      HttpHeaders headers,
      List<WebLink> links,
      byte[] content,
      @Nullable SignatureAlgorithm signature,
      Instant receivedAt) {
    this(id, origin, () -> headers, given(links), content, signature, receivedAt);
  }

  /**
   * Makes an update whose headers are collected, and whose {@code Link} headers are parsed, on
   * first use.
   *
   * @param headers returns all headers of the request
   * @param links parses those named {@code Link}. Both may be called by several threads, and must
   *     return equal values each time
   */
  public Update(
      UpdateId id,
      Origin origin,
      Supplier<HttpHeaders> headers,
      Supplier<List<WebLink>> links,
      byte[] content,
      @Nullable SignatureAlgorithm signature,
      Instant receivedAt) {
    this.id = id;
    this.origin = origin;
    this.headers = new Lazy<>(headers);
    this.links = new Lazy<>(() -> List.copyOf(links.get()));
    this.content = content;
    this.signature = signature;
    this.receivedAt = receivedAt;
  }

  private static Supplier<List<WebLink>> given(List<WebLink> links) {
    List<WebLink> copy = List.copyOf(links);
    return () -> copy;
  }

  /** Returns the id of this receipt. */
  public UpdateId id() {
    return id;
  }

  /** Returns the origin of the update, which only the called callback URL determines. */
  public Origin origin() {
    return origin;
  }

  /**
   * Returns the headers of the request: all of them, or for an update from an inbox {@code
   * Content-Type}, {@code Content-Encoding}, {@code Content-Language}, {@code Link}, {@code
   * traceparent} and {@code tracestate}. They are claims of the sender; no signature covers them.
   * Content in gzip or deflate is decoded and no longer has a {@code Content-Encoding}.
   */
  public HttpHeaders headers() {
    return headers.get();
  }

  /**
   * Returns the links of the {@code Link} headers, parsed by the first call. They are claims of the
   * sender; no signature covers them.
   */
  public List<WebLink> links() {
    return links.get();
  }

  /** Returns the algorithm of the verified signature; empty if the subscription has no secret. */
  public Optional<SignatureAlgorithm> signatureAlgorithm() {
    return Optional.ofNullable(signature);
  }

  /** Returns when the body had arrived in full. */
  public Instant receivedAt() {
    return receivedAt;
  }

  /** Returns the {@code Content-Type} header unchanged; empty if there is none. */
  public Optional<String> contentType() {
    return headers().firstValue("Content-Type");
  }

  /**
   * Returns the charset that the {@code Content-Type} header names; empty if it names none, or one
   * that this JVM does not support.
   */
  public Optional<Charset> charset() {
    return contentType().map(MediaType::parse).flatMap(MediaType::charset);
  }

  /** Returns the length of the content in bytes. */
  public int length() {
    return content.length;
  }

  /** Returns the content as a new array. */
  public byte[] bytes() {
    return content.clone();
  }

  /** Returns the content as a stream, without a copy. */
  public InputStream open() {
    return new ByteArrayInputStream(content);
  }

  /**
   * Returns the content as text, decoded with its {@link #charset()} or else UTF-8. An XML document
   * may declare its own encoding: pass {@link #open()} to an XML parser.
   */
  public String text() {
    return new String(content, charset().orElse(UTF_8));
  }

  /**
   * Returns the SHA-256 digest of the content in lower-case hexadecimal digits: the same for the
   * same content.
   */
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Returns a short text for a log: no content, no header. */
  @Override
  public String toString() {
    return "Update[%s, %s bytes for subscription %s]"
        .formatted(id, length(), origin.subscription());
  }
}
