package org.pushj.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.security.Security;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.pushj.concurrent.DaemonThreads;
import org.pushj.io.DecodedStream;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.UrlPolicy;
import org.pushj.spi.UrlRefusedException;
import org.pushj.time.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends HTTP requests with the JDK's client, {@code java.net.http}. Safe for use by several
 * threads; one per application is enough. Its threads are daemons and end after a minute without
 * work, but the client's own thread only after {@link #close()}, or when the transport is
 * garbage-collected. That thread keeps the application's class loader alive, so close the transport
 * if the application may be undeployed.
 *
 * <p>The client is created by the first exchange, and concurrent exchanges wait for it: creating it
 * is slow because of TLS, and this way it does not delay the start of the application.
 *
 * <p>An exchange has five steps:
 *
 * <ol>
 *   <li>The header fields are checked: none may contain a line break, or be one that the client
 *       sets itself.
 *   <li>The {@link UrlPolicy} is asked. It resolves names, so it runs under the deadline too, on a
 *       thread of the transport.
 *   <li>The request is sent. No redirect is followed, no cookie kept, no proxy used. HTTP/1.1 is
 *       used: the upgrade to HTTP/2 that the client would offer in clear text confuses old servers,
 *       and occasional requests gain nothing from it. Connections are kept open and reused.
 *   <li>If the host is a name, the policy is asked again when the headers of the response have
 *       arrived. If it refuses now, the response is dropped unread; {@link UrlPolicy} explains why.
 *   <li>The response is returned. Its body is read under the same deadline, and up to its maximum
 *       size. The content codings {@code gzip}, which is requested unless the caller requests
 *       another, and {@code deflate} are decoded; the headers still describe the encoded body.
 * </ol>
 *
 * <p>The size of a response's header section is limited by the JDK: 384 KiB, or the system property
 * {@code jdk.http.maxHeaderSize}. Java 17.0.12 and older have no limit; there only the deadline
 * ends an endless header section.
 *
 * @since 0.1
 */
public final class JdkHttpTransport implements HttpTransport, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JdkHttpTransport.class);
  private static final String CACHE_TTL = "networkaddress.cache.ttl";
  private static final String OLD_CACHE_TTL = "sun.net.inetaddr.ttl";
  private static final Pattern ADDRESS_LITERAL = Pattern.compile("\\[.*]|[0-9.]+");

  private final UrlPolicy policy;
  private final @Nullable ThreadPoolExecutor threads;
  private final Executor executor;
  private final ClientSource client;

  private JdkHttpTransport(Builder builder) {
    policy = builder.urlPolicy;
    if (builder.executor == null) {
      threads = DaemonThreads.pool("push-http");
      executor = threads;
    } else {
      threads = null;
      executor = builder.executor;
    }
    client = new ClientSource(builder.client, executor, builder.connectTimeout, builder.sslContext);
    if ("0".equals(cacheTtl())) {
      LOG.warn(
          "The security property {} (or the system property {}) is 0, so a host name may lead to"
              + " another address than the one that the URL policy has allowed (DNS rebinding);"
              + " leave it at its default",
          CACHE_TTL,
          OLD_CACHE_TTL);
    }
  }

  /** Returns what the JVM goes by: the system property counts if the other one is not set. */
  private static @Nullable String cacheTtl() {
    String ttl = Security.getProperty(CACHE_TTL);
    return ttl == null || ttl.isBlank() ? System.getProperty(OLD_CACHE_TTL) : ttl;
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the method is invalid, or a header field cannot be sent:
   *     its name or value has invalid characters, or the client sets it itself ({@code Host},
   *     {@code Content-Length}, {@code Connection} and the like)
   */
  @Override
  public Response send(Request request) throws IOException {
    Map<String, String> fields = JdkRequests.fields(request.headers());

    URI uri = JdkRequests.ascii(request.uri());
    Exchange exchange = new Exchange(String.valueOf(uri.getHost()), request.deadline());
    Optional<String> refusal = askPolicy(uri, exchange);
    if (refusal.isPresent()) {
      throw new UrlRefusedException(request.uri(), refusal.get());
    }

    HttpRequest wire = JdkRequests.of(uri, fields, request);
    BodyStream body = new BodyStream(exchange);
    CompletableFuture<ResponseInfo> answer = new CompletableFuture<>();
    // The client ends an exchange on the common pool, which others may keep busy. So only a failure
    // is taken from there; the body begins on the executor.
    CompletableFuture<HttpResponse<BodyStream>> whole =
        client
            .get()
            .sendAsync(wire, head -> body.whenBegun(() -> answer.complete(head)))
            .whenComplete(
                (response, failure) -> {
                  if (failure != null) {
                    answer.completeExceptionally(failure);
                  }
                });
    // Cancelling a derived future gives up the exchange even after it has failed. That is needed:
    // at a malformed answer the client reports a failure and leaves the connection open for as long
    // as the peer likes.
    CompletableFuture<?> handle = whole.newIncompleteFuture();
    boolean handedOver = false;
    try {
      ResponseInfo head = await(answer, exchange, exchange::unanswered);

      if (!ADDRESS_LITERAL.matcher(uri.getHost()).matches()) {
        refusal = askPolicy(uri, exchange);
        if (refusal.isPresent()) {
          throw new IOException(
              "the answer is dropped, since its URL may no longer be contacted: " + refusal.get());
        }
      }

      InputStream content = DecodedStream.of(body, head.headers(), request.maxBodyBytes());
      handedOver = true;
      return new JdkResponse(head.statusCode(), head.headers(), content);
    } finally {
      if (!handedOver) {
        body.close();
        handle.cancel(true);
      }
    }
  }

  /**
   * Releases the client and idle threads, so that nothing keeps the application's class loader
   * alive. Exchanges in flight are completed; a later one creates another client. A {@linkplain
   * Builder#client client} of the application stays open.
   */
  @Override
  public void close() {
    client.release();
    if (threads != null) {
      threads.setKeepAliveTime(0, TimeUnit.SECONDS);
    }
  }

  private Optional<String> askPolicy(URI uri, Exchange exchange) throws IOException {
    CompletableFuture<Optional<String>> answer;
    try {
      answer = CompletableFuture.supplyAsync(() -> policy.refusal(uri), executor);
    } catch (RejectedExecutionException e) {
      throw new IOException("the executor rejected the task: " + e, e);
    }
    return await(
        answer, exchange, cause -> new IOException("the URL policy failed: " + cause, cause));
  }

  private static <T> T await(
      CompletableFuture<T> future, Exchange exchange, Function<Throwable, IOException> failure)
      throws IOException {
    try {
      return future.get(exchange.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure.apply(Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      throw exchange.timedOut();
    } catch (InterruptedException e) {
      throw exchange.interrupted();
    }
  }

  private record JdkResponse(int status, HttpHeaders headers, InputStream body)
      implements Response {
    @Override
    public void close() {
      try {
        body.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Makes a {@link JdkHttpTransport}. */
  public static final class Builder {
    private UrlPolicy urlPolicy = UrlPolicy.publicOnly();
    private Duration connectTimeout = Duration.ofSeconds(5);
    private @Nullable Executor executor;
    private @Nullable HttpClient client;
    private @Nullable SSLContext sslContext;

    private Builder() {}

    /** Sets which URLs may be contacted. Default: {@link UrlPolicy#publicOnly()}. */
    public Builder urlPolicy(UrlPolicy urlPolicy) {
      this.urlPolicy = urlPolicy;
      return this;
    }

    /**
     * Sets the time limit for connecting, within the deadline of the exchange. Default: 5 seconds.
     * Has no effect on a {@link #client} of the application.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = Durations.positive("connectTimeout", connectTimeout);
      return this;
    }

    /**
     * Sets the executor that runs the policy and the client's work, such as the managed executor of
     * a container. It must not run tasks on the calling thread. With few threads, exchanges wait
     * for each other, and a slow name lookup occupies a thread; a rejected task fails its exchange.
     * Default: as many daemon threads as needed. A {@link #client} of the application uses its own
     * executor.
     */
    public Builder executor(Executor executor) {
      this.executor = executor;
      return this;
    }

    /**
     * Sets the trusted certificates, and those of the client: for hubs with a private CA. Default:
     * those of the JVM. Has no effect on a {@link #client} of the application.
     */
    public Builder sslContext(SSLContext context) {
      this.sslContext = context;
      return this;
    }

    /**
     * Sets the client. Default: one that uses HTTP/1.1, no proxy and no cookies. With a proxy, the
     * policy no longer protects: the proxy resolves the names.
     *
     * @throws IllegalArgumentException if it follows redirects, which would bypass the policy
     */
    public Builder client(HttpClient client) {
      if (client.followRedirects() != Redirect.NEVER) {
        throw new IllegalArgumentException(
            "client: must not follow redirects, this one follows " + client.followRedirects());
      }
      this.client = client;
      return this;
    }

    /** Returns the transport. */
    public JdkHttpTransport build() {
      return new JdkHttpTransport(this);
    }
  }
}
