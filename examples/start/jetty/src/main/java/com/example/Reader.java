package com.example;

import jakarta.persistence.EntityManagerFactory;
import java.net.URI;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.h2.jdbcx.JdbcConnectionPool;
import org.pushj.SubscriptionRequest;
import org.pushj.UpdateListener;
import org.pushj.jpa.JpaSubscriptionStore;
import org.pushj.jpa.JpaUpdateInbox;
import org.pushj.jpa.PushPersistence;
import org.pushj.jpa.PushSchema;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;

/** A subscriber in Jetty, with its subscriptions and updates in a file of H2. */
public final class Reader implements AutoCloseable {
  private final JdbcConnectionPool database;
  private final EntityManagerFactory factory;
  private final Subscriber subscriber;
  private final Server server;

  // START SNIPPET: main
  public static void main(String[] args) throws Exception {
    String feed = args.length > 0 ? args[0] : "http://localhost:8082/feed.xml";
    URI callbackBase = URI.create("http://localhost:8080/push/"); // as hubs see it
    String database = "jdbc:h2:retry:./data/push;WRITE_DELAY=0";
    Reader reader = new Reader(8080, callbackBase, database, new FeedListener());
    Runtime.getRuntime().addShutdownHook(new Thread(reader::close));
    reader.subscribe(URI.create(feed));
  }

  // END SNIPPET: main

  // START SNIPPET: reader
  Reader(int port, URI callbackBase, String databaseUrl, UpdateListener listener) throws Exception {
    database = JdbcConnectionPool.create(databaseUrl, "sa", "");
    PushSchema.create(database);
    factory = PushPersistence.from(database);
    TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
    subscriber =
        Subscriber.builder()
            .callbackBase(callbackBase)
            .store(new JpaSubscriptionStore(boundary))
            .inbox(new JpaUpdateInbox(boundary))
            .listener(listener)
            .urlPolicy(UrlPolicy.allowPrivate()) // for development only
            .build();

    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder push = new ServletHolder(new PushCallbackServlet(subscriber));
    push.setAsyncSupported(true);
    context.addServlet(push, "/push/*");
    server = new Server(port);
    server.setHandler(context);
    server.start();
    subscriber.start();
  }

  void subscribe(URI feed) {
    subscriber.subscribeLater(SubscriptionRequest.of(feed)); // does nothing if it is subscribed
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    subscriber.close();
    factory.close();
    database.dispose();
  }
  // END SNIPPET: reader
}
