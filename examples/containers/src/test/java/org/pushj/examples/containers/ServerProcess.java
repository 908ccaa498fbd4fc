package org.pushj.examples.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.h2.Driver;
import org.pushj.examples.guard.FreePort;

/**
 * A server in a process of its own, started from its unpacked distribution. It listens on the
 * loopback address, and deploys the WARs that are put into a folder. For one thread.
 */
public abstract class ServerProcess implements AutoCloseable {
  /** A user with the role of the admin page. */
  protected static final String USER = "operator";

  /** Its password, on the loopback address only. */
  protected static final String PASSWORD = "trial";

  /** The role of the admin page. */
  protected static final String ROLE = "push-admin";

  private static final Duration START = Duration.ofSeconds(60);
  private static final int SHOWN = 10_000;
  private static final Duration STOP = Duration.ofSeconds(40);

  private final Path home;
  private final Path base;
  private final int port = FreePort.next();
  private Process process;

  /**
   * Prepares a server that is not started yet.
   *
   * @param distribution how the name of the unpacked folder of its distribution begins
   * @param base what the server writes; created by this
   */
  protected ServerProcess(String distribution, Path base) {
    this.home = unpacked(distribution);
    this.base = base;
  }

  /** Writes the configuration into {@link #base()}. */
  protected abstract void prepare() throws IOException;

  /** Returns the arguments of {@code java}, without those that all servers share. */
  protected abstract List<String> arguments();

  /** Returns the folder whose WARs are deployed. */
  protected abstract Path deployments();

  /** Returns what the environment of the process has besides. */
  protected Map<String, String> environment() {
    return Map.of();
  }

  protected final Path home() {
    return home;
  }

  protected final Path base() {
    return base;
  }

  protected final int port() {
    return port;
  }

  /** Starts the server with more in its environment, and waits until it answers. */
  public final void start(Map<String, String> more) {
    try {
      if (process == null) {
        Files.createDirectories(base);
        prepare();
      }
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      // What only softly refers to an application is no leak: the next collection drops it.
      command.addAll(
          List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:SoftRefLRUPolicyMSPerMB=0"));
      command.addAll(arguments());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(base.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      builder.environment().keySet().removeIf(name -> name.startsWith("PUSH_"));
      builder.environment().putAll(environment());
      builder.environment().putAll(more);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await("the server answers", () -> new TrialClient(url("")).status("") > 0);
  }

  /**
   * Deploys a WAR, which need not succeed.
   *
   * @param name its context path, without the slash
   */
  public final void deploy(Path war, String name) {
    try {
      // Moved there complete, or else half of it could be deployed.
      Path copy = Files.copy(war, base.resolve(name + ".war"), StandardCopyOption.REPLACE_EXISTING);
      Files.move(copy, deployments().resolve(copy.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes an application away, if it is there, and waits until it is gone. */
  public final void undeploy(String name) {
    try {
      if (!Files.deleteIfExists(deployments().resolve(name + ".war"))) {
        return;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await("the application is gone", () -> new TrialClient(url(name)).status("index.html") == 404);
  }

  /** Returns the URL of an application. */
  public final URI url(String name) {
    return URI.create("http://127.0.0.1:" + port + "/" + (name.isEmpty() ? "" : name + "/"));
  }

  /** Returns the URL of what the server says of itself. */
  public URI management() {
    return url("");
  }

  /** Returns all that the server has written to its output so far. */
  public final String output() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String end() {
    String all = output();
    return all.substring(Math.max(0, all.length() - SHOWN));
  }

  /** Returns what the tools of the JDK see of the process. */
  public final RunningJvm jvm() {
    return new RunningJvm(process.pid());
  }

  /** Waits, unless the process ends. */
  public final void await(String what, Callable<Boolean> condition) {
    try {
      Awaitility.await(what)
          .atMost(START)
          .pollInterval(Duration.ofMillis(100))
          .failFast(() -> !process.isAlive())
          .until(condition);
    } catch (RuntimeException e) {
      throw new AssertionError(what + "; the server wrote last:\n" + end(), e);
    }
  }

  /** Ends the process as an administrator does, with SIGTERM. */
  @Override
  public final void close() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("the server did not end; it wrote last:\n" + end());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path log() {
    return base.resolve("output.log");
  }

  /** Returns the URL of a database that stays as long as {@link #base()}; its user is sa. */
  protected final String database() {
    return "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE"
        .formatted(base.resolve("data/push"));
  }

  /** Copies the driver of {@link #database()} into a folder below {@link #base()}. */
  protected final Path copyDriver(String folder) throws IOException {
    Path jar = Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    Path copy = Files.createDirectories(base.resolve(folder)).resolve("h2.jar");
    return Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Changes a file below {@link #base()}. */
  protected final void change(String file, UnaryOperator<String> change) throws IOException {
    Path path = base.resolve(file);
    Files.writeString(path, change.apply(Files.readString(path)));
  }

  /** Copies a folder of the distribution into {@link #base()}. */
  protected final void copy(String folder, String to) throws IOException {
    Path source = home.resolve(folder);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = base.resolve(to).resolve(source.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static Path unpacked(String distribution) {
    Path servers = Path.of("../containers/target/servers");
    try (Stream<Path> folders = Files.list(servers)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith(distribution))
          .findFirst()
          .orElseThrow(() -> new AssertionError(distribution + " is not in " + servers))
          .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("the profile full unpacks the servers into " + servers, e);
    }
  }
}
