/**
 * The core of push: a WebSub (PubSubHubbub) subscriber and publisher without a container, a
 * database or a framework.
 *
 * <p>Start at {@link org.pushj.subscriber.Subscriber}. The packages {@code org.pushj.spi} and
 * {@code org.pushj} contain the types that applications implement and read, {@code
 * org.pushj.settings} the settings; the other packages are the replaceable implementations.
 */
// push-jpa and push-servlet are named, and are not there when this module is compiled.
@SuppressWarnings("module")
module org.pushj {
  requires transitive java.net.http;
  requires java.xml;
  requires org.jsoup;
  requires org.slf4j;
  requires static org.jspecify;
  requires static micrometer.commons;
  requires static micrometer.core;
  requires static micrometer.observation;

  exports org.pushj;
  exports org.pushj.callback;
  exports org.pushj.discovery;
  exports org.pushj.http;
  exports org.pushj.hub;
  exports org.pushj.memory;
  exports org.pushj.micrometer;
  exports org.pushj.publisher;
  exports org.pushj.rewriting;
  exports org.pushj.settings;
  exports org.pushj.signature;
  exports org.pushj.spi;
  exports org.pushj.subscriber;
  exports org.pushj.concurrent to
      org.pushj.jpa;
  exports org.pushj.text to
      org.pushj.jpa,
      org.pushj.servlet;
  exports org.pushj.time to
      org.pushj.jpa,
      org.pushj.servlet;
}
