package org.pushj.examples.publisher;

import java.util.Optional;
import org.jdom2.Verifier;

/**
 * The input of the form.
 *
 * @param title the title, plain text
 * @param text the text, plain
 */
record Draft(String title, String text) {
  /** The maximum length of a title, in characters. */
  static final int MAX_TITLE = 200;

  /** The maximum length of a text, in characters; even in UTF-8 it fits into the form's limit. */
  static final int MAX_TEXT = 5_000;

  /** An empty form. */
  static final Draft EMPTY = new Draft("", "");

  /**
   * Normalizes line breaks, and removes characters that XML does not allow and surrounding space.
   */
  Draft {
    title = normalized(title);
    text = normalized(text);
  }

  /** Returns what is wrong with the draft; empty if it can be published. */
  Optional<String> problem() {
    if (title.isEmpty()) {
      return Optional.of("Please enter a title.");
    }
    if (title.length() > MAX_TITLE) {
      return Optional.of("The title must have at most " + MAX_TITLE + " characters.");
    }
    if (text.length() > MAX_TEXT) {
      return Optional.of("The text must have at most " + MAX_TEXT + " characters.");
    }
    return Optional.empty();
  }

  private static String normalized(String typed) {
    StringBuilder tidy = new StringBuilder();
    typed
        .replace("\r\n", "\n")
        .codePoints()
        .filter(Verifier::isXMLCharacter)
        .forEach(tidy::appendCodePoint);
    return tidy.toString().strip();
  }
}
