package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.pushj.servlet.configuration.Parts;

/** What a class name of an init parameter stands for, with Weld as CDI. */
class PartsTest {
  private static final List<String> ENDED = new ArrayList<>();

  private final Parts parts = new Parts(PartsTest.class.getClassLoader());

  @BeforeEach
  void forget() {
    ENDED.clear();
  }

  @AfterEach
  void close() {
    parts.close();
  }

  @Test
  void part_isMadeByItsConstructor_whereThereIsNoCdi() {
    assertThat(find(Plain.class)).isInstanceOf(Plain.class);
  }

  @Test
  void part_isClosed_whereItWasMadeByItsConstructor() {
    assertThat(find(Closing.class)).isInstanceOf(Closing.class);
    parts.close();
    assertThat(ENDED).containsExactly("closing");
  }

  @Test
  void executor_isShutDown_whereItWasMadeByItsConstructor() {
    ExecutorService made =
        parts.find(Configured.Scheduler.class.getName(), ScheduledExecutorService.class);
    parts.close();
    assertThat(made.isShutdown()).isTrue();
  }

  @Test
  void part_isMadeByItsConstructor_whereThereIsNotEvenTheApiOfCdi() throws Exception {
    ClassLoader application = new WithoutCdi();
    Class<?> type = application.loadClass(Parts.class.getName());
    Constructor<?> constructor = type.getDeclaredConstructor(ClassLoader.class);
    constructor.setAccessible(true);
    Method find = type.getDeclaredMethod("find", String.class, Class.class);
    find.setAccessible(true);
    Object found =
        find.invoke(
            constructor.newInstance(application),
            Plain.class.getName(),
            application.loadClass(UpdateListener.class.getName()));
    assertThat(found.getClass().getName()).isEqualTo(Plain.class.getName());
    assertThat(found.getClass().getClassLoader()).isSameAs(application);
  }

  @Test
  void part_isTheBean_whereThereIsCdi() {
    try (WeldContainer cdi = weld()) {
      Listener found = (Listener) find(Listener.class);
      assertThat(found.feeds.name()).isEqualTo("feeds");
      parts.close();
      assertThat(ENDED).containsExactly("listener");
      assertThat(cdi.isRunning()).isTrue();
    }
  }

  @Test
  void part_isInjected_whereItIsNoBean() {
    try (WeldContainer cdi = weld()) {
      assertThat(cdi.select(NoBean.class).isUnsatisfied()).isTrue();
      assertThat(((NoBean) find(NoBean.class)).feeds.name()).isEqualTo("feeds");
      parts.close();
      assertThat(ENDED).containsExactly("no bean");
    }
  }

  @Test
  void part_staysAfterTheServlet_whereItBelongsToTheApplication() {
    try (WeldContainer cdi = weld()) {
      UpdateListener found = find(Shared.class);
      assertThat(found).isSameAs(cdi.select(Shared.class).get());
      assertThat(found.wantsOrder()).isTrue();
      parts.close();
      assertThat(ENDED).isEmpty();
    }
    assertThat(ENDED).containsExactly("shared");
  }

  @Test
  void part_isWhatAProducerMakes_whereItsTypeIsNamed() {
    try (WeldContainer cdi = weld()) {
      assertThat(find(OfProducer.class)).isSameAs(Producer.MADE);
      assertThat(cdi.isRunning()).isTrue();
    }
  }

  @Test
  void part_isRefused_whereThereAreSeveralBeans() {
    try (WeldContainer cdi = weld()) {
      assertThat(cdi.isRunning()).isTrue();
      assertThatThrownBy(() -> find(Several.class))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("cannot instantiate " + Several.class.getName())
          .hasMessageContaining("Ambiguous");
    }
  }

  @Test
  void close_endsTheOthers_whenOneFails() {
    parts.onClose(() -> ENDED.add("first"));
    parts.onClose(
        () -> {
          throw new IllegalStateException("broken");
        });
    parts.onClose(() -> ENDED.add("last"));
    parts.close();
    assertThat(ENDED).containsExactly("last", "first");
  }

  private UpdateListener find(Class<?> type) {
    return parts.find(type.getName(), UpdateListener.class);
  }

  private static WeldContainer weld() {
    return new Weld()
        .disableDiscovery()
        .beanClasses(
            Feeds.class,
            Listener.class,
            Shared.class,
            Producer.class,
            FirstOfSeveral.class,
            SecondOfSeveral.class)
        .initialize();
  }

  /** Loads the classes of push itself, and finds none of CDI. */
  private static final class WithoutCdi extends ClassLoader {
    WithoutCdi() {
      super(PartsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("jakarta.enterprise.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("org.pushj.") || findLoadedClass(name) != null) {
        return super.loadClass(name, resolve);
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /** A service of the application. */
  @ApplicationScoped
  public static class Feeds {
    String name() {
      return "feeds";
    }
  }

  /** A listener for which there is no need of CDI. */
  public static class Plain implements UpdateListener {
    public Plain() {}

    @Override
    public void onUpdate(Update update) {}
  }

  /** A listener that has something to close. */
  public static final class Closing extends Plain implements AutoCloseable {
    public Closing() {}

    @Override
    public void close() {
      ENDED.add("closing");
    }
  }

  /** A listener that uses a service. */
  @Dependent
  public static class Listener extends Plain {
    @Inject Feeds feeds;

    @PreDestroy
    void end() {
      ENDED.add("listener");
    }
  }

  /** A listener that CDI has not discovered. */
  public static class NoBean extends Plain {
    private final Feeds feeds;

    @Inject
    public NoBean(Feeds feeds) {
      this.feeds = feeds;
    }

    @PreDestroy
    void end() {
      ENDED.add("no bean");
    }
  }

  /** A listener that others use too. */
  @ApplicationScoped
  public static class Shared extends Plain {
    @Override
    public boolean wantsOrder() {
      return true;
    }

    @PreDestroy
    void end() {
      ENDED.add("shared");
    }
  }

  /** A listener that a producer makes. */
  public interface OfProducer extends UpdateListener {}

  /** Makes a listener. */
  @Dependent
  public static class Producer {
    static final OfProducer MADE = update -> {};

    @Produces
    OfProducer listener() {
      return MADE;
    }
  }

  /** A kind of listener of which there are two. */
  public interface Several extends UpdateListener {}

  /** One of two. */
  @Dependent
  public static class FirstOfSeveral extends Plain implements Several {}

  /** The other one. */
  @Dependent
  public static class SecondOfSeveral extends Plain implements Several {}
}
