package org.pushj.examples.reader.hostile;

import java.util.List;
import java.util.regex.Pattern;

/** What a reader has logged, along with the lines of {@code -Xlog:gc}. */
record ReaderLog(List<String> lines) {
  private static final Pattern LINE =
      Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} (ERROR|WARN |INFO |DEBUG) .*|\\[\\d.*");

  private static final Pattern OF_TRACE =
      Pattern.compile(
          "\\s+(at |\\.\\.\\. ).*|((Wrapped by|Caused by): )?[\\w$]+(\\.[\\w$]+)+(: .*)?");

  /** What ends a line, or turns its characters around or into commands. */
  private static final Pattern CONTROL =
      Pattern.compile(
          "[\\p{Cc}\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069&&[^\\t]]");

  static ReaderLog of(String output) {
    return new ReaderLog(output.lines().toList());
  }

  /** Returns the lines that a stranger has begun, or of which a stranger has written too much. */
  List<String> forged() {
    return lines.stream().filter(line -> CONTROL.matcher(line).find() || !isOurs(line)).toList();
  }

  /** Returns the lines that tell of an error. */
  List<String> errors() {
    return lines.stream()
        .filter(line -> line.matches("[\\d:.]+ ERROR .*") || line.contains("OutOfMemoryError"))
        .toList();
  }

  /** Tells whether there was too little memory. */
  boolean outOfMemory() {
    return lines.stream().anyMatch(line -> line.contains("OutOfMemoryError"));
  }

  private static boolean isOurs(String line) {
    return LINE.matcher(line).matches() || OF_TRACE.matcher(line).matches();
  }
}
