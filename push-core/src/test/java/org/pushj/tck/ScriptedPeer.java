package org.pushj.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server at 127.0.0.1 that answers what a test tells it to, well-formed or not, byte for byte.
 *
 * @since 0.1
 */
public final class ScriptedPeer implements AutoCloseable {
  private static final int BACKLOG = 50;
  private static final int PATIENCE_SECONDS = 20;
  private static final int TRICKLE_MILLIS = 20;
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

  /**
   * Answers one request.
   *
   * @since 0.1
   */
  @FunctionalInterface
  public interface Script {
    /**
     * Writes the answer. Afterwards the next request is awaited on the same connection.
     *
     * @throws IOException if the client has gone, which ends the connection
     * @throws InterruptedException if the server is closed, which ends the connection too
     */
    void answer(Exchange exchange) throws IOException, InterruptedException;
  }

  private final Script script;
  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> sockets = new HashSet<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  private ScriptedPeer(Script script) throws IOException {
    this.script = script;
    this.server = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  /** Starts a server that answers each request by the script. */
  public static ScriptedPeer start(Script script) throws IOException {
    ScriptedPeer peer = new ScriptedPeer(script);
    peer.threads.execute(peer::acceptAll);
    return peer;
  }

  /** Starts a server that answers each request with these characters, each of them a byte. */
  public static ScriptedPeer answering(String response) throws IOException {
    return start(exchange -> exchange.send(response));
  }

  /** Starts a server that answers each request with these characters, and then hangs up. */
  public static ScriptedPeer answeringOnce(String response) throws IOException {
    return start(
        exchange -> {
          exchange.send(response);
          exchange.hangUp();
        });
  }

  /** Returns a URL of the server, with a path that begins with a slash. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  /** Returns the number of the port. */
  public int port() {
    return server.getLocalPort();
  }

  /** Returns how many connections were made so far. */
  public int connections() {
    return connections.get();
  }

  /** Waits for the next request and returns all of it, each byte as a character. */
  public String takeRequest() throws InterruptedException {
    String request = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  /** Waits until no client is connected, and returns whether that has come about. */
  public boolean losesItsClients() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (sockets) {
      for (long left = 1; !sockets.isEmpty() && left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(sockets, left);
      }
      return sockets.isEmpty();
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (sockets) {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
      threads.shutdownNow();
    }
  }

  private void acceptAll() {
    try {
      while (true) {
        accept(server.accept());
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void accept(Socket socket) throws IOException {
    connections.incrementAndGet();
    synchronized (sockets) {
      if (server.isClosed()) {
        socket.close();
      } else {
        sockets.add(socket);
        threads.execute(() -> serve(socket));
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String request = read(in);
      while (!request.isEmpty()) {
        requests.add(request);
        script.answer(new Exchange(socket, in, request));
        request = socket.isClosed() ? "" : read(in);
      }
    } catch (IOException gone) {
      return;
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (sockets) {
        sockets.remove(socket);
        sockets.notifyAll();
      }
    }
  }

  private static String read(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n", request.length() - 4) < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      request.append((char) next);
    }
    Matcher length = LENGTH.matcher(request);
    if (length.find()) {
      byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
      request.append(new String(body, ISO_8859_1));
    }
    return request.toString();
  }

  /**
   * One request, and the way back to its client.
   *
   * @since 0.1
   */
  public static final class Exchange {
    private final Socket socket;
    private final InputStream in;
    private final String request;

    private Exchange(Socket socket, InputStream in, String request) {
      this.socket = socket;
      this.in = in;
      this.request = request;
    }

    /** Returns the request, each byte as a character. */
    public String request() {
      return request;
    }

    /** Sends these characters, each of them as a byte. */
    public void send(String text) throws IOException {
      send(text.getBytes(ISO_8859_1));
    }

    /** Sends these bytes. */
    public void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /**
     * Sends these characters again and again, as fast as the client takes them, until it leaves.
     */
    public void flood(String text) throws IOException {
      byte[] bytes = text.repeat(1 + 8192 / text.length()).getBytes(ISO_8859_1);
      while (true) {
        send(bytes);
      }
    }

    /** Sends these characters every 20 milliseconds until the client leaves. */
    public void trickle(String text) throws IOException {
      while (isClientThere(TRICKLE_MILLIS)) {
        send(text);
      }
      throw new IOException("the client has left");
    }

    /** Sends nothing until the client leaves. */
    public void hold() throws IOException {
      trickle("");
    }

    /** Closes the connection. */
    public void hangUp() throws IOException {
      socket.close();
    }

    private boolean isClientThere(int millis) throws IOException {
      socket.setSoTimeout(millis);
      try {
        return in.read() >= 0;
      } catch (SocketTimeoutException stillThere) {
        return true;
      }
    }
  }
}
