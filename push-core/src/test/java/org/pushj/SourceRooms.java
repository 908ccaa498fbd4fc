package org.pushj;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sources of the main code, and the rooms that they name. */
final class SourceRooms {
  private static final Path MAIN = Path.of("src", "main", "java", "org", "pushj");
  private static final String CORE = "push-core";
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern TYPE = Pattern.compile("org\\.pushj((?:\\.[a-z]\\w*)*)\\.[A-Z]");

  private SourceRooms() {}

  /** Returns all sources of push-core but the descriptions of packages. */
  static List<Source> all() {
    return of(CORE);
  }

  /** Returns all sources of a module but the descriptions of packages. */
  static List<Source> of(String module) {
    Path main = Path.of("..", module).resolve(MAIN);
    try (Stream<Path> files = Files.walk(main)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .map(file -> read(main, file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the room of a package: that of the root package is called "values". */
  static String roomOf(String packageName) {
    return packageName.equals("org.pushj")
        ? "values"
        : packageName.substring("org.pushj.".length()).replaceFirst("\\..*", "");
  }

  private static Source read(Path main, Path file) {
    try {
      Path folder = main.relativize(file.getParent());
      String room = folder.toString().isEmpty() ? "values" : folder.getName(0).toString();
      return new Source(main.relativize(file).toString(), room, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One source.
   *
   * @param file its place under the root package
   * @param room the room that it is in
   * @param text all of it
   */
  record Source(String file, String room, String text) {

    long lines() {
      return text.lines().count();
    }

    /** Returns the rooms whose types it imports, or names in full outside of comments. */
    Set<String> usedRooms() {
      return TYPE.matcher(COMMENT.matcher(text).replaceAll(""))
          .results()
          .map((MatchResult found) -> roomOf("org.pushj" + found.group(1)))
          .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
      return file + ", " + lines() + " lines";
    }
  }
}
