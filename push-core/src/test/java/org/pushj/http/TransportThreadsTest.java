package org.pushj.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HttpTransport.Request;
import org.pushj.spi.HttpTransport.Response;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.ScriptedPeer;

/** On whose threads the transport works. */
class TransportThreadsTest {
  private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  @Test
  void send_getsItsAnswer_whenOthersKeepTheCommonPoolBusy() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    for (int i = 0; i < 2 * ForkJoinPool.getCommonPoolParallelism(); i++) {
      ForkJoinPool.commonPool().execute(() -> await(over));
    }
    HttpTransport transport = builder().build();
    try (ScriptedPeer peer = ScriptedPeer.answering(EMPTY);
        Response response = transport.send(get(peer.uri("/")))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body().read()).isEqualTo(-1);
    } finally {
      over.countDown();
    }
  }

  @Test
  void executor_doesTheWork_whenItIsOnesOwn() throws Exception {
    AtomicInteger tasks = new AtomicInteger();
    Executor threads = Executors.newCachedThreadPool();
    Executor own =
        task -> {
          tasks.incrementAndGet();
          threads.execute(task);
        };
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (ScriptedPeer peer = ScriptedPeer.answering(EMPTY);
        Response response = builder().executor(own).build().send(get(peer.uri("/")))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(tasks).hasPositiveValue();
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> !before.contains(thread))
          .noneMatch(thread -> thread.getName().startsWith("push-http"));
    }
  }

  @Test
  void send_fails_whenTheExecutorTakesNothing() throws Exception {
    Executor full =
        task -> {
          throw new RejectedExecutionException("full");
        };
    HttpTransport transport = builder().executor(full).build();
    try (ScriptedPeer peer = ScriptedPeer.answering(EMPTY)) {
      assertThatThrownBy(() -> transport.send(get(peer.uri("/"))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("executor")
          .hasRootCauseInstanceOf(RejectedExecutionException.class);
      assertThat(peer.connections()).isZero();
    }
  }

  @Test
  void send_givesTheClientsThreadNoClassLoaderOfAnApplication() throws Exception {
    Thread maker = Thread.currentThread();
    ClassLoader before = maker.getContextClassLoader();
    try (URLClassLoader application = new URLClassLoader(new URL[0], before);
        ScriptedPeer peer = ScriptedPeer.answering(EMPTY)) {
      maker.setContextClassLoader(application);
      builder().build().send(get(peer.uri("/"))).close();
      assertThat(maker.getContextClassLoader()).isSameAs(application);
      assertThat(clientThreads())
          .isNotEmpty()
          .noneMatch(thread -> thread.getContextClassLoader() == application);
    } finally {
      maker.setContextClassLoader(before);
    }
  }

  @Test
  void client_isMade_byTheFirstExchange() throws Exception {
    Set<Thread> before = clientThreads();
    HttpTransport transport = builder().build();
    assertThat(clientThreads()).isSubsetOf(before);
    try (ScriptedPeer peer = ScriptedPeer.answering(EMPTY);
        Response response = transport.send(get(peer.uri("/")))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(clientThreads()).isNotEmpty().anyMatch(thread -> !before.contains(thread));
    }
  }

  @Test
  void close_endsAllThreads_andALaterExchangeBeginsAnew() throws Exception {
    ThreadGroup group = new ThreadGroup("close");
    ExecutorService caller = Executors.newSingleThreadExecutor(task -> new Thread(group, task));
    JdkHttpTransport transport = builder().build();
    try (ScriptedPeer peer = ScriptedPeer.answering(EMPTY)) {
      caller.submit(() -> exchange(transport, peer)).get();
      assertThat(ownThreads(group)).hasSizeGreaterThan(1);
      transport.close();
      awaitNoThreads(group);
      caller.submit(() -> exchange(transport, peer)).get();
      transport.close();
      awaitNoThreads(group);
    } finally {
      caller.shutdown();
    }
  }

  private static @Nullable Void exchange(HttpTransport transport, ScriptedPeer peer)
      throws IOException {
    transport.send(get(peer.uri("/"))).close();
    return null;
  }

  /** Before Java 21 the client ends when it is garbage-collected. */
  private static void awaitNoThreads(ThreadGroup group) throws InterruptedException {
    for (int i = 0; i < 30; i++) {
      System.gc();
      for (Thread thread : ownThreads(group)) {
        thread.join(1000);
      }
    }
    assertThat(ownThreads(group)).isEmpty();
  }

  /**
   * Threads of the transport alone. Those of other tests have the same names, and one of theirs may
   * begin whenever a client of theirs is garbage-collected.
   */
  private static Set<Thread> ownThreads(ThreadGroup group) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getThreadGroup() == group)
        .filter(thread -> thread.getName().matches("(HttpClient-|push-http).*"))
        .collect(Collectors.toSet());
  }

  private static Set<Thread> clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("HttpClient-"))
        .collect(Collectors.toSet());
  }

  private static JdkHttpTransport.Builder builder() {
    return JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate());
  }

  private static Request get(URI uri) {
    return new Request("GET", uri, Map.of(), null, Duration.ofSeconds(10), 1000);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
