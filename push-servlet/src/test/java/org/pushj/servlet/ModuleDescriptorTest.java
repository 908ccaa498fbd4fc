package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Resolves the modules as an application on the module path does. */
class ModuleDescriptorTest {
  private static final List<String> MODULES =
      List.of("org.pushj.servlet", "org.pushj", "jakarta.servlet", "org.slf4j", "org.jsoup");

  private final Path[] path =
      MODULES.stream().map(ModuleDescriptorTest::locate).toArray(Path[]::new);
  private final Configuration configuration =
      ModuleLayer.boot()
          .configuration()
          .resolve(ModuleFinder.of(path), ModuleFinder.of(), Set.of("org.pushj.servlet"));

  @Test
  void servletModule_exportsItsPackages() {
    ModuleDescriptor descriptor = descriptor("org.pushj.servlet");
    assertThat(descriptor.isAutomatic()).isFalse();
    assertThat(descriptor.exports())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder("org.pushj.servlet", "org.pushj.servlet.admin");
    assertThat(descriptor.exports()).noneMatch(ModuleDescriptor.Exports::isQualified);
  }

  @Test
  void servletModule_letsItsUsersReadWhatItsMethodsName() {
    assertThat(descriptor("org.pushj.servlet").requires())
        .filteredOn(requires -> requires.modifiers().contains(Requires.Modifier.TRANSITIVE))
        .extracting(Requires::name)
        .containsExactlyInAnyOrder("org.pushj", "jakarta.servlet");
  }

  @Test
  void coreModule_exportsWhatTheServletUses() {
    assertThat(descriptor("org.pushj").exports())
        .extracting(ModuleDescriptor.Exports::source)
        .contains("org.pushj", "org.pushj.spi", "org.pushj.subscriber");
  }

  @Test
  void servlet_canBeMade_onTheModulePath() throws ReflectiveOperationException {
    ModuleLayer layer =
        ModuleLayer.defineModulesWithOneLoader(
                configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
            .layer();
    Class<?> servlet =
        layer.findLoader("org.pushj.servlet").loadClass(PushCallbackServlet.class.getName());
    assertThat(servlet.getModule().getName()).isEqualTo("org.pushj.servlet");
    assertThat(servlet.getConstructor().newInstance()).isNotNull();
  }

  private ModuleDescriptor descriptor(String module) {
    return configuration.findModule(module).orElseThrow().reference().descriptor();
  }

  private static Path locate(String module) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(classPath.split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(entry -> holds(entry, module))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no module " + module + " in " + classPath));
  }

  private static boolean holds(Path entry, String module) {
    try {
      return ModuleFinder.of(entry).find(module).isPresent();

    } catch (FindException notAModule) {
      return false;
    }
  }
}
