package org.pushj.examples.publisher;

import java.util.Optional;
import org.jdom2.Verifier;

/**
 * What somebody has written into the form.
 *
 * @param title the title, plain text
 * @param text the text, plain
 */
record Draft(String title, String text) {
  /** The most characters of a title. */
  static final int MAX_TITLE = 200;

  /** The most characters of a text: also the widest ones fit into the form's limit in bytes. */
  static final int MAX_TEXT = 5_000;

  /** A form that nobody has filled in. */
  static final Draft EMPTY = new Draft("", "");

  /** Tidies up: line breaks as in XML, no characters that XML does not know, no space around. */
  Draft {
    title = tidy(title);
    text = tidy(text);
  }

  /** Says what is wrong with it; empty if it can be published. */
  Optional<String> problem() {
    if (title.isEmpty()) {
      return Optional.of("Please enter a title.");
    }
    if (title.length() > MAX_TITLE) {
      return Optional.of("The title has more than " + MAX_TITLE + " characters.");
    }
    if (text.length() > MAX_TEXT) {
      return Optional.of("The text has more than " + MAX_TEXT + " characters.");
    }
    return Optional.empty();
  }

  private static String tidy(String typed) {
    StringBuilder tidy = new StringBuilder();
    typed
        .replace("\r\n", "\n")
        .codePoints()
        .filter(Verifier::isXMLCharacter)
        .forEach(tidy::appendCodePoint);
    return tidy.toString().strip();
  }
}
