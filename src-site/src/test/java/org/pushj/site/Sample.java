package org.pushj.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.SourceSpan;

/**
 * A fenced block that repeats a file, or a region of one between {@code START SNIPPET: id} and
 * {@code END SNIPPET: id}.
 *
 * @param file the path of the file, from the root of the repository
 * @param id the name of the region; empty for the whole file
 * @param code the block
 */
record Sample(String file, String id, FencedCodeBlock code) {
  private static final Pattern MARKER =
      Pattern.compile("<!-- sample: ([^\\s#]+)(?:#([\\w-]+))? -->");
  private static final Pattern TAG = Pattern.compile("(?:START|END) SNIPPET: [\\w-]+");

  /** Returns whether a comment in Markdown is the marker of a sample. */
  static boolean isMarker(String comment) {
    return MARKER.matcher(comment).matches();
  }

  static Sample of(String marker, FencedCodeBlock code) {
    Matcher parts = MARKER.matcher(marker);
    if (!parts.matches()) {
      throw new IllegalArgumentException(marker);
    }
    return new Sample(parts.group(1), parts.group(2) == null ? "" : parts.group(2), code);
  }

  /** Returns whether its file is there and has the region. */
  boolean hasSource() {
    return Files.exists(path())
        && (id.isEmpty() || !region(Guide.read(path()).text().lines().toList()).isEmpty());
  }

  /** Returns the language that the fence has to name. */
  String language() {
    return file.substring(file.lastIndexOf('.') + 1);
  }

  /** Returns the first line in which the block differs from its source, or empty if none does. */
  String difference() {
    List<String> shown = code.getLiteral().lines().toList();
    List<String> source = source();
    int at = 0;
    while (at < shown.size() && at < source.size() && shown.get(at).equals(source.get(at))) {
      at++;
    }
    return at == shown.size() && at == source.size()
        ? ""
        : "line %d of the sample is \"%s\", in %s it is \"%s\""
            .formatted(at + 1, lineOf(shown, at), origin(), lineOf(source, at));
  }

  /**
   * Returns the lines that the block has to have: those of the file or region, without tags, and
   * without the indentation that all of them share.
   */
  List<String> source() {
    List<String> lines = Guide.read(path()).text().lines().toList();
    List<String> region = id.isEmpty() ? lines : region(lines);
    String text =
        String.join("\n", region.stream().filter(line -> !TAG.matcher(line).find()).toList());
    return text.stripTrailing().stripIndent().strip().lines().map(String::stripTrailing).toList();
  }

  /** Returns the number of the line at which the content of the block starts, from 0. */
  int firstLine() {
    return code.getSourceSpans().get(0).getLineIndex() + 1;
  }

  /** Returns the line of the guide at which the block starts, from 1. */
  int line() {
    return firstLine();
  }

  /** Returns the number of lines of its content. */
  int lines() {
    // Blank lines have no span.
    List<SourceSpan> spans = code.getSourceSpans();
    return spans.get(spans.size() - 1).getLineIndex() - firstLine();
  }

  private List<String> region(List<String> lines) {
    int start = indexOf(lines, "START SNIPPET: " + id);
    int end = indexOf(lines, "END SNIPPET: " + id);
    return start < 0 || end < start ? List.of() : lines.subList(start + 1, end);
  }

  /** Returns where it is from, as its marker says. */
  String origin() {
    return id.isEmpty() ? file : file + "#" + id;
  }

  private static String lineOf(List<String> lines, int at) {
    return at < lines.size() ? lines.get(at) : "missing";
  }

  private static int indexOf(List<String> lines, String tag) {
    Pattern tagged = Pattern.compile(Pattern.quote(tag) + "(?![\\w-])");
    for (int i = 0; i < lines.size(); i++) {
      if (tagged.matcher(lines.get(i)).find()) {
        return i;
      }
    }
    return -1;
  }

  private Path path() {
    return Guide.ROOT.resolve(file);
  }
}
