package org.pushj.discovery;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushj.Urls;
import org.pushj.WebLink;
import org.pushj.markup.LinkRelations;
import org.pushj.urls.RecentUrls;

/**
 * Scans the value of a {@code Link} header, from left to right and each character once. Only what
 * decides about a link becomes a text of its own. For one thread.
 */
final class LinkScanner {
  private final String text;
  private final URI base;
  private final RecentUrls urls;

  /** Where the next character is. */
  private int at;

  // The link that was scanned last.
  private String target = "";
  private @Nullable String rel;
  private @Nullable String anchor;

  /** Where the value of the last parameter ends, and whether it has quoted pairs. */
  private int valueEnd;

  private boolean hasPairs;

  /**
   * Makes a scanner.
   *
   * @param base the URL that the header is about, without a fragment
   * @param urls has those that came before
   */
  LinkScanner(String text, URI base, RecentUrls urls) {
    this.text = text;
    this.base = base;
    this.urls = urls;
  }

  /** Moves to the next link; returns false if there is none. */
  boolean next() {
    while (at < text.length() && text.charAt(at) != '<') {
      if (isSpace(text.charAt(at)) || isAt(',')) {
        at++;
      } else {
        skipElement();
      }
    }
    int end = text.indexOf('>', at);
    if (end < 0) {
      // Nothing behind it can be a link: a later bracket is part of this target.
      at = text.length();
      return false;
    }
    target = text.substring(at + 1, end);
    rel = null;
    anchor = null;
    at = end + 1;
    skipSpaces();
    while (isAt(';')) {
      readParameter();
    }
    return true;
  }

  /**
   * Returns the link; null if it has no relation type, is about something else, or leads nowhere.
   */
  @Nullable WebLink link() {
    Set<String> relations = rel == null ? Set.of() : LinkRelations.of(rel);
    return relations.isEmpty() || !isAboutBase()
        ? null
        : resolved(target).map(resolved -> new WebLink(resolved, relations)).orElse(null);
  }

  private Optional<URI> resolved(String reference) {
    return urls.get(reference, each -> Urls.resolveInHeader(base, each));
  }

  private boolean isAboutBase() {
    return anchor == null
        || resolved(anchor)
            .filter(context -> context.toString().equals(base.toString()))
            .isPresent();
  }

  /** Skips an element of the list that is no link. */
  private void skipElement() {
    while (at < text.length() && !isAt(',')) {
      if (isAt('"')) {
        skipQuoted();
      } else {
        at++;
      }
    }
  }

  private void readParameter() {
    at++;
    skipSpaces();
    int name = at;
    while (at < text.length() && !isSpace(text.charAt(at)) && !isEndOfName(text.charAt(at))) {
      at++;
    }
    int nameEnd = at;
    skipSpaces();
    int value = at;
    valueEnd = at;
    hasPairs = false;
    if (isAt('=')) {
      at++;
      skipSpaces();
      value = at;
      if (isAt('"')) {
        value++;
        skipQuoted();
        skipSpaces();
      } else {
        skipToken();
      }
    }
    // The first of several counts (RFC 8288 section 3.3 and appendix B.2).
    if (rel == null && isNamed("rel", name, nameEnd)) {
      rel = value(value);
    } else if (anchor == null && isNamed("anchor", name, nameEnd)) {
      anchor = value(value);
    }
  }

  private void skipToken() {
    while (at < text.length() && text.charAt(at) != ';' && text.charAt(at) != ',') {
      at++;
    }
    valueEnd = at;
  }

  /** Skips a quoted-string, the last quote of which may be missing. */
  private void skipQuoted() {
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      boolean pair = text.charAt(at) == '\\' && at + 1 < text.length();
      hasPairs |= pair;
      at += pair ? 2 : 1;
    }
    valueEnd = at;
    at = Math.min(at + 1, text.length());
  }

  private String value(int start) {
    String written = text.substring(start, valueEnd);
    if (!hasPairs) {
      return written;
    }
    StringBuilder value = new StringBuilder(written.length());
    for (int i = 0; i < written.length(); i++) {
      if (written.charAt(i) == '\\' && i + 1 < written.length()) {
        i++;
      }
      value.append(written.charAt(i));
    }
    return value.toString();
  }

  private boolean isNamed(String parameter, int start, int end) {
    return end - start == parameter.length()
        && text.regionMatches(true, start, parameter, 0, parameter.length());
  }

  private void skipSpaces() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private boolean isAt(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isEndOfName(char c) {
    return c == '=' || c == ';' || c == ',';
  }
}
