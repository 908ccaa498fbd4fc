package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of the documentation site name what exists. */
class GuidesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path SITE = ROOT.resolve("src-site");
  private static final Path PAGES = SITE.resolve("markdown");
  private static final Pattern TEST =
      Pattern.compile("`(\\w+(?:Test|Contract|Requirements))\\.(\\w+)`");
  private static final Pattern ITEM = Pattern.compile("href=\"([\\w-]+)\\.html\"");

  /** A call that may log at WARN or ERROR: the level of some is worked out. */
  private static final Pattern LOGGED =
      Pattern.compile(
          "\\bLOG\\s*\\.(?:warn|error|atWarn|atError|atLevel)\\((?!\\w+ \\? Level\\.INFO)[^\"]*"
              + "((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?\\s*)+)");

  private static final Pattern BETWEEN_PARTS = Pattern.compile("\"\\s*\\+?\\s*\"|^\"|\"\\s*$");
  private static final Pattern LOG_ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| (?:warn|error) \\|");

  @Test
  void security_namesTests_thatExist() throws IOException {
    List<Path> sources = testSources();
    List<MatchResult> named =
        TEST.matcher(Files.readString(PAGES.resolve("security.md"))).results().toList();
    assertThat(named).hasSizeGreaterThan(50);
    assertThat(named)
        .allSatisfy(
            test ->
                assertThat(sources)
                    .as(test.group())
                    .filteredOn(file -> file.endsWith(test.group(1) + ".java"))
                    .anyMatch(file -> text(file).contains(" void " + test.group(2) + "(")));
  }

  @Test
  void menu_leadsToEachPage() throws IOException {
    List<String> items =
        ITEM.matcher(Files.readString(SITE.resolve("site.xml")))
            .results()
            .map(item -> item.group(1) + ".md")
            .toList();
    assertThat(pages()).extracting(page -> page.getFileName().toString()).hasSameElementsAs(items);
  }

  @Test
  void logging_hasARowForEachWarningAndError() throws IOException {
    List<String> logged =
        Stream.of("push-core", "push-servlet", "push-jpa")
            .flatMap(module -> files(ROOT.resolve(module).resolve("src/main"), ".java").stream())
            .flatMap(file -> LOGGED.matcher(text(file)).results())
            .map(call -> BETWEEN_PARTS.matcher(call.group(1)).replaceAll(""))
            .toList();
    List<String> rows =
        LOG_ROW
            .matcher(Files.readString(PAGES.resolve("logging.md")))
            .results()
            .map(row -> row.group(1))
            .toList();
    assertThat(logged).hasSizeGreaterThan(50);
    assertThat(rows).doesNotHaveDuplicates().hasSameElementsAs(logged);
  }

  private static List<Path> pages() {
    return files(PAGES, ".md");
  }

  private static List<Path> testSources() {
    return Stream.of("push-core", "push-servlet", "push-jpa", "examples")
        .flatMap(module -> files(ROOT.resolve(module), ".java").stream())
        .filter(file -> file.toString().contains("test"))
        .toList();
  }

  private static List<Path> files(Path folder, String suffix) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
