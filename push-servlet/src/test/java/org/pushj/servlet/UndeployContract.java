package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.example.reader.ReaderListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;

/** What is left of an application that was undeployed: nothing, however often. */
abstract class UndeployContract {
  /**
   * How many are looked at. One more is deployed, since Java 17 itself keeps the class of a
   * component of the last record that was compared first, in a cache of one entry.
   */
  private static final int TIMES = 10;

  /** Starts the container. */
  abstract Container start(Path folder) throws Exception;

  @Test
  void application_leavesNoThreadAndNoClass(@TempDir Path folder, @TempDir Path wars)
      throws Exception {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    try (Container container = start(folder);
        FakeHub hub = FakeHub.start();
        FakeTopicSite site = FakeTopicSite.start()) {
      URI feed = site.advertise("/feed", hub.url());
      URI context = URI.create("http://127.0.0.1:" + container.port() + "/app");
      Reader reader = new Reader(context);
      Path war =
          new War()
              .with(
                  Map.of(
                      "callbackBase",
                      context + "/push/",
                      "listener",
                      ReaderListener.class.getName(),
                      "allowPrivate",
                      "true"))
              .writeTo(wars);
      Set<Thread> before = threads();
      for (int i = 1; i <= TIMES + 1; i++) {
        container.deploy("/app", war);
        String id = reader.subscribe(feed);
        assertThat(
                hub.delivery(hub.awaitRequest("subscribe", i, Duration.ofSeconds(10)))
                    .content("news", "text/plain")
                    .send()
                    .status())
            .isEqualTo(200);
        assertThat(reader.updates(id)).hasSize(1);
        loaders.add(container.undeploy("/app"));
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                System.gc();
                assertThat(threads()).isSubsetOf(before);
                assertThat(loaders.subList(0, TIMES)).allMatch(loader -> loader.refersTo(null));
              });
    }
  }

  /** Returns the threads of push, and those of HTTP clients. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("push-.*|HttpClient-\\d+-SelectorManager"))
        .collect(Collectors.toSet());
  }
}
