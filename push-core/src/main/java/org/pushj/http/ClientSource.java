package org.pushj.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client of a transport. Thread-safe. */
final class ClientSource {
  private static final Logger LOG = LoggerFactory.getLogger(JdkHttpTransport.class);

  private final Executor executor;
  private final Duration connectTimeout;
  private final @Nullable SSLContext sslContext;
  private final @Nullable HttpClient given;
  private @Nullable HttpClient own;

  /**
   * Uses a client of the application, or makes one when it is first needed.
   *
   * @param given the client of the application; null if there is none
   * @param sslContext of the client that is made; null for that of the JVM
   */
  ClientSource(
      @Nullable HttpClient given,
      Executor executor,
      Duration connectTimeout,
      @Nullable SSLContext sslContext) {
    this.executor = executor;
    this.connectTimeout = connectTimeout;
    this.sslContext = sslContext;
    this.given = given;
  }

  /**
   * Returns the client. Its own thread keeps the context class loader of the thread that makes it,
   * and may outlive the application: so that must not be the application's class loader.
   *
   * @throws IOException if it cannot be made
   */
  synchronized HttpClient get() throws IOException {
    if (given != null) {
      return given;
    }
    if (own == null) {
      Thread maker = Thread.currentThread();
      ClassLoader context = maker.getContextClassLoader();
      maker.setContextClassLoader(ClassLoader.getPlatformClassLoader());
      try {
        own = make();
      } catch (UncheckedIOException e) {
        throw new IOException("cannot make an HTTP client: " + e.getMessage(), e);
      } finally {
        maker.setContextClassLoader(context);
      }
    }
    return own;
  }

  private HttpClient make() {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(connectTimeout)
            .executor(executor);
    if (sslContext != null) {
      builder.sslContext(sslContext);
    }
    return builder.build();
  }

  /**
   * Lets go of the client that was made here. It ends with its last exchange: from Java 21 on it is
   * told so, before that it notices that nobody refers to it.
   */
  synchronized void release() {
    if (own != null) {
      try {
        HttpClient.class.getMethod("shutdown").invoke(own);
      } catch (ReflectiveOperationException e) {
        LOG.debug("The HTTP client ends when it is garbage-collected", e);
      }
      own = null;
    }
  }
}
