package org.pushj.own;

// START SNIPPET: client
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.pushj.spi.HubClient;

/** Reports how long each request to a hub takes. */
public final class TimedHubClient implements HubClient {
  private final HubClient client;
  private final Consumer<Duration> timer;

  public TimedHubClient(HubClient client, Consumer<Duration> timer) {
    this.client = client;
    this.timer = timer;
  }

  @Override
  public HubClient.Reply ask(HubClient.Ask ask) {
    long start = System.nanoTime();
    try {
      return client.ask(ask);
    } finally {
      timer.accept(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  @Override
  public void publish(HubClient.Ping ping) {
    long start = System.nanoTime();
    try {
      client.publish(ping);
    } finally {
      timer.accept(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  @Override
  public int topicsPerPing(URI hub) {
    return client.topicsPerPing(hub); // the default would be 1
  }

  @Override
  public boolean renewsUnderNewCallback(URI hub) {
    return client.renewsUnderNewCallback(hub);
  }

  @Override
  public String withoutCredentials(URI hub, String text) {
    return client.withoutCredentials(hub, text); // the default would mask nothing
  }
}
// END SNIPPET: client
