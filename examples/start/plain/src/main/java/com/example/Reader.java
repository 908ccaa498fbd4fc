package com.example;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pushj.SubscriptionRequest;
import org.pushj.UpdateListener;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;

/** A subscriber on the HTTP server of the JDK, with its subscriptions in memory. */
public final class Reader implements AutoCloseable {
  private static final int THREADS = 32;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Subscriber subscriber;
  private final HttpServer server;

  // START SNIPPET: main
  public static void main(String[] args) throws IOException {
    String feed = args.length > 0 ? args[0] : "http://localhost:8082/feed.xml";
    URI callbackBase = URI.create("http://localhost:8080/push/"); // as hubs see it
    Reader reader = new Reader(8080, callbackBase, new FeedListener());
    Runtime.getRuntime().addShutdownHook(new Thread(reader::close));
    reader.subscribe(URI.create(feed));
  }

  // END SNIPPET: main

  // START SNIPPET: reader
  Reader(int port, URI callbackBase, UpdateListener listener) throws IOException {
    subscriber =
        Subscriber.builder()
            .callbackBase(callbackBase)
            .listener(listener)
            .urlPolicy(UrlPolicy.allowPrivate()) // for development only
            .build();
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext("/push/", new CallbackAdapter(subscriber.callbackHandler()));
    server.setExecutor(threads);
    server.start();
    subscriber.start();
  }

  void subscribe(URI feed) {
    subscriber.subscribeLater(SubscriptionRequest.of(feed));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    subscriber.close();
  }
  // END SNIPPET: reader
}
