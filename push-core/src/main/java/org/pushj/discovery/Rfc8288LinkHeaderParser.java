package org.pushj.discovery;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushj.Urls;
import org.pushj.WebLink;
import org.pushj.markup.LinkRelations;
import org.pushj.spi.LinkHeaderParser;

/**
 * Parses {@code Link} headers by the algorithm of RFC 8288 appendix B. Immutable.
 *
 * <p>It reads at most {@value #MAX_LINKS} links, which bounds the memory that a hostile header can
 * take.
 *
 * @since 0.1
 */
public final class Rfc8288LinkHeaderParser implements LinkHeaderParser {
  /** How many links are read; further ones are ignored. */
  public static final int MAX_LINKS = 4096;

  private static final String WHITESPACE = " \t";

  /** Makes a parser. */
  public Rfc8288LinkHeaderParser() {}

  @Override
  public List<WebLink> parse(List<String> headerValues, URI base) {
    URI context = Urls.withoutFragment(base);
    List<WebLink> links = new ArrayList<>();
    for (String value : headerValues) {
      Reader reader = new Reader(value, context);
      while (links.size() < MAX_LINKS && reader.findLink()) {
        reader.readLink().ifPresent(links::add);
      }
    }
    return List.copyOf(links);
  }

  /** Reads one header from its start to its end. */
  private static final class Reader {
    private final String input;
    private final URI base;
    private int at;

    Reader(String input, URI base) {
      this.input = input;
      this.base = base;
    }

    /**
     * Moves to where the next link begins, over separators and what is no link; tells whether there
     * is one.
     */
    boolean findLink() {
      skip(WHITESPACE + ",");
      while (at < input.length() && !isAt('<')) {
        skipElement();
        skip(WHITESPACE + ",");
      }
      return at < input.length();
    }

    private void skipElement() {
      while (at < input.length() && !isAt(',')) {
        if (isAt('"')) {
          readQuoted();
        } else {
          at++;
        }
      }
    }

    Optional<WebLink> readLink() {
      int end = input.indexOf('>', at);
      if (end < 0) {
        at = input.length();
        return Optional.empty();
      }
      String target = input.substring(at + 1, end);
      at = end + 1;
      Map<String, String> parameters = new HashMap<>();
      skip(WHITESPACE);
      while (isAt(';')) {
        at++;
        skip(WHITESPACE);
        String name = readUntil(WHITESPACE + "=;,").toLowerCase(Locale.ROOT);
        // The first of several counts (RFC 8288 section 3.3 and appendix B.2).
        parameters.putIfAbsent(name, readValue());
      }
      Set<String> relations = LinkRelations.of(parameters.getOrDefault("rel", ""));
      return relations.isEmpty() || !isAboutBase(parameters.get("anchor"))
          ? Optional.empty()
          : Urls.resolveInHeader(base, target).map(resolved -> new WebLink(resolved, relations));
    }

    private String readValue() {
      skip(WHITESPACE);
      String value = "";
      if (isAt('=')) {
        at++;
        skip(WHITESPACE);
        value = isAt('"') ? readQuoted() : readUntil(";,");
        skip(WHITESPACE);
      }
      return value;
    }

    /** Reads a quoted-string, to its last quote or else to the end. */
    private String readQuoted() {
      StringBuilder value = new StringBuilder();
      at++;
      while (at < input.length() && !isAt('"')) {
        if (isAt('\\') && at + 1 < input.length()) {
          at++;
        }
        value.append(input.charAt(at));
        at++;
      }
      at = Math.min(at + 1, input.length());
      return value.toString();
    }

    private String readUntil(String ends) {
      int start = at;
      while (at < input.length() && ends.indexOf(input.charAt(at)) < 0) {
        at++;
      }
      return input.substring(start, at);
    }

    private void skip(String characters) {
      while (at < input.length() && characters.indexOf(input.charAt(at)) >= 0) {
        at++;
      }
    }

    private boolean isAt(char c) {
      return at < input.length() && input.charAt(at) == c;
    }

    private boolean isAboutBase(@Nullable String anchor) {
      return anchor == null
          || Urls.resolveInHeader(base, anchor)
              .filter(context -> context.toString().equals(base.toString()))
              .isPresent();
    }
  }
}
