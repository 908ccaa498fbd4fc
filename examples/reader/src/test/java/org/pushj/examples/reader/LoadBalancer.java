package org.pushj.examples.reader;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.pushj.examples.guard.ServerAddress;
import org.pushj.examples.reader.jetty.JettyServer;

/**
 * One public address for several readers, with round-robin balancing. Dead readers are skipped; a
 * request that a dead reader may have started to handle is retried only if it is a GET, as usual.
 */
public final class LoadBalancer extends HttpServlet implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Hop-by-hop header fields. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final transient Server server;
  private final transient HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final AtomicInteger turn = new AtomicInteger();
  private transient volatile List<URI> readers = List.of();

  private LoadBalancer(int port) {
    server = JettyServer.open(ServerAddress.loopback(), port);
  }

  /** Starts a balancer without readers. */
  public static LoadBalancer start() {
    return start(0);
  }

  /** Starts a balancer for these servers. */
  public static LoadBalancer start(int port, URI... servers) {
    LoadBalancer balancer = new LoadBalancer(port);
    balancer.readers = List.of(servers);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(balancer, "/*");
    JettyServer.start(balancer.server, context);
    return balancer;
  }

  /** Returns the public address. */
  public URI url() {
    return URI.create("http://localhost:" + JettyServer.port(server) + "/");
  }

  /** Sets the readers for all later requests. */
  public void readers(ReaderClient... those) {
    readers = Stream.of(those).map(ReaderClient::url).toList();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    List<URI> these = readers;
    int first = Math.floorMod(turn.getAndIncrement(), these.size());
    for (int tries = 0; tries < these.size(); tries++) {
      URI reader = these.get((first + tries) % these.size());
      try {
        pass(client.send(request(request, body, reader), BodyHandlers.ofByteArray()), response);
        return;
      } catch (IOException e) {
        if (!(e instanceof ConnectException || request.getMethod().equals("GET"))) {
          break;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    response.setStatus(HttpServletResponse.SC_BAD_GATEWAY);
  }

  @Override
  public void close() {
    JettyServer.stop(server);
  }

  private static HttpRequest request(HttpServletRequest from, byte[] body, URI reader) {
    String query = from.getQueryString() == null ? "" : "?" + from.getQueryString();
    HttpRequest.Builder to =
        HttpRequest.newBuilder(reader.resolve(from.getRequestURI() + query))
            .timeout(TIMEOUT)
            .method(from.getMethod(), BodyPublishers.ofByteArray(body));
    for (String name : Collections.list(from.getHeaderNames())) {
      if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
        Collections.list(from.getHeaders(name)).forEach(value -> to.header(name, value));
      }
    }
    return to.build();
  }

  private static void pass(HttpResponse<byte[]> answer, HttpServletResponse to) throws IOException {
    to.setStatus(answer.statusCode());
    answer.headers().firstValue("Content-Type").ifPresent(to::setContentType);
    to.getOutputStream().write(answer.body());
  }
}
