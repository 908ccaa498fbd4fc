package org.pushj.tckcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.PushExtension;

/** Runs the classes below as JUnit runs those of a user. */
class PushExtensionTest {
  private static final List<URI> SEEN = new ArrayList<>();

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  @Test
  void parameters_areOneInstanceInATest_andClosedAfterIt() {
    assertThat(run(EachWay.class).getTestsSucceededCount()).isEqualTo(3);

    assertThat(SEEN).hasSize(6).doesNotHaveDuplicates().allSatisfy(PushExtensionTest::assertClosed);
  }

  @Test
  void parameters_areClosed_whenTheTestFails() {
    assertThat(run(Failing.class).getTestsFailedCount()).isEqualTo(1);

    assertThat(SEEN).hasSize(1).allSatisfy(PushExtensionTest::assertClosed);
  }

  @Test
  void parameters_areClosed_whenTheConstructorFails() {
    assertThat(run(FailingConstructor.class).getTestsFailedCount()).isEqualTo(1);

    assertThat(SEEN).hasSize(1).allSatisfy(PushExtensionTest::assertClosed);
  }

  @Test
  void parameters_areThoseOfTheClass_whenItAskedFirst() {
    assertThat(run(BeforeAllTests.class).getTestsSucceededCount()).isEqualTo(3);
    assertThat(run(PerClass.class).getTestsSucceededCount()).isEqualTo(2);

    assertThat(SEEN).hasSize(2).allSatisfy(PushExtensionTest::assertClosed);
  }

  @Test
  void parameters_ofOtherTypes_areLeftToOthers() {
    TestExecutionSummary summary = run(Unknown.class);

    assertThat(summary.getTestsFailedCount()).isEqualTo(1);
    assertThat(summary.getFailures().get(0).getException())
        .hasMessageContaining("No ParameterResolver registered");
    assertThat(run(ManyParameters.class).getTestsSucceededCount()).isEqualTo(2);
  }

  private static TestExecutionSummary run(Class<?> tests) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create(
            LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build())
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build(),
            listener);
    return listener.getSummary();
  }

  private static void assertOpen(URI url) {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      assertThat(socket.isConnected()).isTrue();
    } catch (IOException e) {
      throw new AssertionError("nothing listens at " + url, e);
    }
  }

  private static void assertClosed(URI url) {
    assertThatThrownBy(() -> new Socket(url.getHost(), url.getPort()).close())
        .isInstanceOf(IOException.class);
  }

  @ExtendWith(PushExtension.class)
  static class EachWay {
    private final FakeHub constructors;

    EachWay(FakeHub hub) {
      constructors = hub;
      SEEN.add(hub.url());
    }

    @BeforeEach
    @AfterEach
    void isTheSame(FakeHub hub) {
      assertThat(hub).isSameAs(constructors);
      assertOpen(hub.url());
    }

    @Test
    void method(FakeHub hub, FakeTopicSite site) {
      assertThat(hub).isSameAs(constructors);
      SEEN.add(site.url("/"));
    }

    @Test
    void otherMethod(CallbackServer callback, FakeHub hub, CallbackServer again) {
      assertThat(hub).isSameAs(constructors);
      assertThat(again).isSameAs(callback);
      SEEN.add(callback.base());
    }

    @Nested
    class Within {
      Within(FakeHub hub, FakeTopicSite site) {
        assertThat(hub).isSameAs(constructors);
        SEEN.add(site.url("/"));
      }

      @Test
      void method(FakeHub hub) {
        assertThat(hub).isSameAs(constructors);
      }
    }
  }

  @ExtendWith(PushExtension.class)
  static class Failing {
    @Test
    void method(FakeHub hub) {
      SEEN.add(hub.url());
      throw new AssertionError("fails on purpose");
    }
  }

  @ExtendWith(PushExtension.class)
  static class FailingConstructor {
    FailingConstructor(FakeHub hub) {
      SEEN.add(hub.url());
      throw new IllegalStateException("fails on purpose");
    }

    @Test
    void method() {}
  }

  @ExtendWith(PushExtension.class)
  static class BeforeAllTests {
    private static FakeHub shared;

    @BeforeAll
    static void start(FakeHub hub) {
      shared = hub;
      SEEN.add(hub.url());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void method(int number, FakeHub hub) {
      assertThat(number).isPositive();
      isTheSame(hub);
    }

    @Test
    void isTheSame(FakeHub hub) {
      assertThat(hub).isSameAs(shared);
      assertOpen(hub.url());
    }
  }

  @ExtendWith(PushExtension.class)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class PerClass {
    private final FakeTopicSite shared;

    PerClass(FakeTopicSite site) {
      shared = site;
      SEEN.add(site.url("/"));
    }

    @Test
    void method(FakeTopicSite site) {
      assertThat(site).isSameAs(shared);
      assertOpen(site.url("/"));
    }

    @Test
    void otherMethod() {
      assertOpen(shared.url("/"));
    }
  }

  @ExtendWith(PushExtension.class)
  static class Unknown {
    @Test
    void method(Runnable unknown) {
      unknown.run();
    }
  }

  @ExtendWith(PushExtension.class)
  static class ManyParameters {
    @ParameterizedTest
    @ValueSource(strings = {"/one", "/two"})
    void method(String path, FakeTopicSite site) {
      assertThat(site.url(path)).hasPath(path);
    }
  }
}
