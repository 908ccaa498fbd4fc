package org.pushj.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of promises has those of the README, and names tests that exist. */
class PromisesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern PROMISE = Pattern.compile("(?m)^(\\d)\\. \\*\\*([^*]+?)\\.?\\*\\*");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d) \\| ([^|]+) \\|");
  private static final Pattern TYPE = Pattern.compile("`(\\w+(?:Test|Referee))`");

  @Test
  void table_hasThePromisesOfTheReadme() throws IOException {
    Map<String, String> promised = pairs(PROMISE, ROOT.resolve("README.md"));
    assertThat(promised).hasSize(6);
    assertThat(pairs(ROW, table())).isEqualTo(promised);
  }

  @Test
  void table_namesTests_thatExist() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(TYPE.matcher(Files.readString(table())).results())
          .hasSizeGreaterThan(15)
          .allSatisfy(named -> assertThat(names).contains(named.group(1) + ".java"));
    }
  }

  private static Path table() {
    return ROOT.resolve("src-site/markdown/promises.md");
  }

  private static Map<String, String> pairs(Pattern pattern, Path file) throws IOException {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .collect(
            Collectors.toMap(
                found -> found.group(1), found -> found.group(2).replaceAll("\\s+", " ")));
  }
}
