package org.pushj.tck;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that starts a {@link FakeHub}, a {@link FakeTopicSite} and a {@link
 * CallbackServer} for a test, and passes them to its parameters. Needs JUnit Jupiter 5.12 or later.
 *
 * <pre>{@code
 * @ExtendWith(PushExtension.class)
 * class NewsListenerTest {
 *   @Test
 *   void storesWhatTheHubDelivers(FakeHub hub, FakeTopicSite site, CallbackServer callback) {
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <p>Constructors, test methods and lifecycle methods can declare parameters of these types, in any
 * order and number. Only what is declared is started, when it is first needed. All parameters of
 * one type get the same instance throughout a test; for a second hub, call {@link FakeHub#start()}.
 *
 * <p><b>Lifecycle.</b> Each test gets new instances, which are closed after its {@code @AfterEach}
 * methods, also if the test failed. Instances that a {@code @BeforeAll} method asks for, or the
 * constructor of a class with the {@code PER_CLASS} lifecycle, are shared by all tests of the class
 * and closed after the last one. A {@code Subscriber} or {@code Publisher} that a test has built is
 * the test's to close.
 *
 * <p><b>Errors.</b> If no port can be opened on the loopback address, the test fails with a {@link
 * org.junit.jupiter.api.extension.ParameterResolutionException} whose cause is an {@link
 * java.io.UncheckedIOException}.
 *
 * <p><b>Thread safety.</b> The extension has no state of its own, so tests may run in parallel. The
 * injected objects are safe for use by several threads.
 *
 * @since 0.1
 */
public final class PushExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(PushExtension.class);
  private static final Map<Class<?>, Supplier<AutoCloseable>> STARTS =
      Map.of(
          FakeHub.class, FakeHub::start,
          FakeTopicSite.class, FakeTopicSite::start,
          CallbackServer.class, CallbackServer::start);

  /** Called by JUnit. */
  public PushExtension() {}

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return STARTS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    Store store = test.getStore(NAMESPACE);
    Running running = store.get(type, Running.class);
    if (running == null) {
      running = new Running(STARTS.get(type).get());
      store.put(type, running);
    }
    return running.party();
  }

  /** Closed by JUnit with the context it is stored in; by 5.12 only as a CloseableResource. */
  @SuppressWarnings({"deprecation", "try"})
  private record Running(AutoCloseable party) implements Store.CloseableResource, AutoCloseable {
    @Override
    public void close() throws Exception {
      party.close();
    }
  }
}
