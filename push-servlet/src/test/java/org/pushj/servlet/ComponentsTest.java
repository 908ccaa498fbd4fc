package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EventListener;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Classes that a container may want to make. */
class ComponentsTest {
  /** WildFly makes a component of each, whoever uses it, and warns where it cannot. */
  private static final List<Class<?>> KINDS =
      List.of(Servlet.class, Filter.class, AsyncListener.class);

  @Test
  void components_haveAConstructorWithoutParameters() throws Exception {
    List<Class<?>> components =
        classes().stream()
            .filter(each -> KINDS.stream().anyMatch(kind -> kind.isAssignableFrom(each)))
            .filter(each -> !Modifier.isAbstract(each.getModifiers()))
            .toList();
    assertThat(components).contains(PushCallbackServlet.class, HubLinkFilter.class);
    assertThat(components).anyMatch(EventListener.class::isAssignableFrom);
    assertThat(components)
        .allSatisfy(
            each ->
                assertThat(each.getDeclaredConstructors())
                    .as(each.getName())
                    .anyMatch(constructor -> constructor.getParameterCount() == 0));
  }

  private static List<Class<?>> classes() throws IOException, URISyntaxException {
    Path root =
        Path.of(
            PushCallbackServlet.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString().replace('/', '.'))
          .filter(name -> name.startsWith("org.pushj.servlet.") && name.endsWith(".class"))
          .filter(name -> !name.endsWith("package-info.class"))
          .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ComponentsTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
