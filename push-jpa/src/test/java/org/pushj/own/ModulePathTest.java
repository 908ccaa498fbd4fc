package org.pushj.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Starts a program that has push-jpa on its module path. */
class ModulePathTest {
  private static final Set<String> PUSH =
      Set.of(
          "org.pushj.jpa",
          "org.pushj",
          "org.slf4j",
          "org.jsoup",
          "jakarta.persistence",
          "com.h2database");
  private static final Set<String> ECLIPSELINK =
      Set.of(
          "org.eclipse.persistence.jpa",
          "org.eclipse.persistence.core",
          "org.eclipse.persistence.jpa.jpql",
          "org.objectweb.asm",
          "org.objectweb.asm.tree",
          "org.objectweb.asm.commons");

  /** Without the API of CDI, that of JTA is not resolved. */
  private static final Set<String> HIBERNATE =
      Set.of(
          "org.hibernate.orm.core",
          "org.hibernate.models",
          "net.bytebuddy",
          "org.antlr.antlr4.runtime",
          "org.jboss.logging",
          "jakarta.transaction",
          "jakarta.xml.bind",
          "jakarta.activation",
          "jakarta.cdi",
          "jakarta.cdi.lang.model",
          "jakarta.annotation",
          "jakarta.el",
          "jakarta.inject",
          "jakarta.interceptor");

  private final List<Path> classPath =
      Stream.of(
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                  .split(File.pathSeparator))
          .map(Path::of)
          .toList();

  @Test
  void module_exportsThePackagesOfUsers_andOpensNone() {
    ModuleDescriptor descriptor =
        ModuleFinder.of(entriesOf(PUSH).toArray(Path[]::new))
            .find("org.pushj.jpa")
            .orElseThrow()
            .descriptor();
    assertThat(descriptor.exports())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder(
            "org.pushj.jpa", "org.pushj.jpa.secrets", "org.pushj.jpa.transactions");
    assertThat(descriptor.opens()).isEmpty();
    assertThat(descriptor.requires())
        .filteredOn(requires -> requires.modifiers().contains(Requires.Modifier.TRANSITIVE))
        .extracting(Requires::name)
        .containsExactlyInAnyOrder("org.pushj", "jakarta.persistence", "java.sql");
  }

  /** Without Spring and the API of JTA: only those who use them need them. */
  @Test
  void store_works_withEclipseLinkOnTheModulePath() throws Exception {
    List<Path> modules = new ArrayList<>(entriesOf(PUSH));
    modules.addAll(entriesOf(ECLIPSELINK));
    assertThat(
            run(modules, List.of(testClasses()), "org.eclipse.persistence.jpa.PersistenceProvider"))
        .contains("module org.pushj.jpa, kept by a module");
  }

  @Test
  void store_works_withHibernateOnTheModulePath() throws Exception {
    List<Path> modules = new ArrayList<>(entriesOf(PUSH));
    modules.addAll(entriesOf(HIBERNATE));
    assertThat(
            run(modules, List.of(testClasses()), "org.hibernate.jpa.HibernatePersistenceProvider"))
        .contains("module org.pushj.jpa, kept by a module");
  }

  @Test
  void store_works_withHibernateOnTheClassPath() throws Exception {
    List<Path> modules = entriesOf(PUSH);
    List<Path> others = classPath.stream().filter(entry -> !modules.contains(entry)).toList();
    assertThat(run(modules, others, "org.hibernate.jpa.HibernatePersistenceProvider"))
        .contains("module org.pushj.jpa, kept by a class path");
  }

  @Test
  void store_works_withoutSpringOnTheClassPath() throws Exception {
    List<Path> others =
        classPath.stream()
            .filter(entry -> !entry.getFileName().toString().startsWith("spring-"))
            .toList();
    assertThat(others).hasSizeLessThan(classPath.size());
    assertThat(run(List.of(), others, "org.hibernate.jpa.HibernatePersistenceProvider"))
        .contains("unnamed module", "kept by a class path");
  }

  private static String run(List<Path> modules, List<Path> classPath, String provider)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (!modules.isEmpty()) {
      command.addAll(List.of("--module-path", join(modules), "--add-modules", "ALL-MODULE-PATH"));
    }
    command.addAll(
        List.of("--class-path", join(classPath), ModulePathProgram.class.getName(), provider));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static String join(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private List<Path> entriesOf(Set<String> modules) {
    return classPath.stream()
        .filter(entry -> modules.stream().anyMatch(module -> holds(entry, module)))
        .toList();
  }

  private static Path testClasses() {
    return Path.of("target", "test-classes");
  }

  private static boolean holds(Path entry, String module) {
    try {
      return ModuleFinder.of(entry).find(module).isPresent();
    } catch (FindException notAModule) {
      return false;
    }
  }
}
