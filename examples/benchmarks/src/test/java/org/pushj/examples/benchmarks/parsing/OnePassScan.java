package org.pushj.examples.benchmarks.parsing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the targets and relations of well-formed links, and nothing else: about the least that a
 * parser of {@code Link} headers can do. For one thread.
 */
final class OnePassScan {
  private static final String REL = "rel";

  private final String text;
  private int at;

  private OnePassScan(String text) {
    this.text = text;
  }

  /** Returns the links in order. */
  static List<Link> links(String text) {
    OnePassScan scan = new OnePassScan(text);
    List<Link> links = new ArrayList<>();
    while (scan.moveTo('<')) {
      links.add(scan.link());
    }
    return links;
  }

  private Link link() {
    int start = ++at;
    moveTo('>');
    String target = text.substring(start, at++);
    String relation = null;
    while (at < text.length() && text.charAt(at) == ';') {
      String value = parameter();
      relation = relation == null ? value : relation;
    }
    return new Link(target, relation);
  }

  /** Reads a parameter; returns its value if it is the relation. */
  private @Nullable String parameter() {
    at++;
    while (text.charAt(at) == ' ') {
      at++;
    }
    boolean isRelation = text.startsWith(REL, at);
    moveTo('=');
    at += 2;
    int start = at;
    moveTo('"');
    int end = at++;
    return isRelation ? text.substring(start, end) : null;
  }

  private boolean moveTo(char wanted) {
    while (at < text.length() && text.charAt(at) != wanted) {
      at++;
    }
    return at < text.length();
  }

  /**
   * A link.
   *
   * @param target what is between the brackets
   * @param relation the value of {@code rel}; null if there is none
   */
  public record Link(String target, @Nullable String relation) {}
}
