package org.pushj.examples.reader;

import java.net.URI;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;

/**
 * A publisher, a hub and a reader that talk to each other over loopback, and a client of the
 * reader.
 */
final class World extends ReaderClient implements AutoCloseable {
  final FakeHub hub = FakeHub.start();
  final FakeTopicSite site = FakeTopicSite.start();
  final ReaderServer reader;

  /** Creates a world whose reader keeps its data in memory. */
  World() {
    this(new ReaderSettings(0, null, true));
  }

  World(ReaderSettings settings) {
    reader = ReaderServer.start(settings);
  }

  @Override
  URI url() {
    return reader.url();
  }

  /** Serves a page with a link to the hub, and returns its URL. */
  URI topic(String path) {
    return site.advertise(path, hub.url());
  }

  /** Subscribes to a topic, with the outcome that the hub's behaviour determines. */
  Subscribed subscribed(String path) {
    return subscribed(topic(path), hub);
  }

  @Override
  public void close() {
    reader.close();
    hub.close();
    site.close();
  }
}
