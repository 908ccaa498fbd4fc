package org.pushj.servlet;

import java.util.List;
import java.util.Optional;

/**
 * An answer as it came over the wire.
 *
 * @param head the status line and the header fields
 * @param body the body, of which each byte is one character
 */
record Answer(List<String> head, String body) {

  int status() {
    return Integer.parseInt(head.get(0).split(" ", 3)[1]);
  }

  /** Returns the first value of a header field. */
  Optional<String> header(String name) {
    String prefix = name + ":";
    return head.stream()
        .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst();
  }

  boolean closes() {
    return header("Connection").filter("close"::equalsIgnoreCase).isPresent();
  }
}
