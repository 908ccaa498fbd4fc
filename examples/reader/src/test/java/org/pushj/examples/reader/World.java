package org.pushj.examples.reader;

import java.net.URI;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;

/**
 * A publisher, a hub and a reader that talk to each other over loopback, and a client of the
 * reader.
 */
public final class World extends ReaderClient implements AutoCloseable {
  public final FakeHub hub = FakeHub.start();
  public final FakeTopicSite site = FakeTopicSite.start();
  public final ReaderServer reader;

  /** Creates a world whose reader keeps its data in memory. */
  public World() {
    this(new ReaderSettings(0, null, true));
  }

  public World(ReaderSettings settings) {
    reader = ReaderServer.start(settings);
  }

  @Override
  public URI url() {
    return reader.url();
  }

  /** Serves a page with a link to the hub, and returns its URL. */
  public URI topic(String path) {
    return site.advertise(path, hub.url());
  }

  /** Subscribes to a topic, with the outcome that the hub's behaviour determines. */
  public Subscribed subscribed(String path) {
    return subscribed(topic(path), hub);
  }

  @Override
  public void close() {
    reader.close();
    hub.close();
    site.close();
  }
}
