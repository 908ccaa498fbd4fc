package org.pushj.discovery;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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

  // The grammar. No part of it gives back what it has matched, which keeps the time linear.
  private static final String SPACE = "[ \\t]*+";
  private static final String SEPARATORS = "[ \\t,]*+";

  /** What is within the quotes of a quoted-string, the last of which may be missing. */
  private static final String QUOTED = "(?:[^\"\\\\]++|\\\\.?+)*+";

  private static final String NO_LINK = "(?!<)(?:[^,\"]++|\"" + QUOTED + "\"?+)++";

  /** The groups are the name, and the value with or without quotes. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          ";%1$s([^ \\t=;,]*+)%1$s(?:=%1$s(?:\"(%2$s)\"?+|([^;,]*+))%1$s)?+"
              .formatted(SPACE, QUOTED),
          Pattern.DOTALL);

  /** The next link. The groups are the target, and all parameters. */
  private static final Pattern LINK =
      Pattern.compile(
          "\\G%1$s(?:%2$s%1$s)*+<([^>]*+)>%3$s((?:%4$s)*+)"
              .formatted(SEPARATORS, NO_LINK, SPACE, PARAMETER),
          Pattern.DOTALL);

  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);

  /** Makes a parser. */
  public Rfc8288LinkHeaderParser() {}

  @Override
  public List<WebLink> parse(List<String> headerValues, URI base) {
    URI context = Urls.withoutFragment(base);
    return headerValues.stream()
        .flatMap(value -> LINK.matcher(value).results())
        .flatMap(link -> link(link.group(1), link.group(2), context).stream())
        .limit(MAX_LINKS)
        .toList();
  }

  private static Optional<WebLink> link(String target, String parameters, URI base) {
    Map<String, String> values = new HashMap<>();
    // The first of several counts (RFC 8288 section 3.3 and appendix B.2).
    PARAMETER
        .matcher(parameters)
        .results()
        .forEach(it -> values.putIfAbsent(it.group(1).toLowerCase(Locale.ROOT), value(it)));
    Set<String> relations = LinkRelations.of(values.getOrDefault("rel", ""));
    return relations.isEmpty() || !isAboutBase(values.get("anchor"), base)
        ? Optional.empty()
        : Urls.resolveInHeader(base, target).map(resolved -> new WebLink(resolved, relations));
  }

  private static String value(MatchResult parameter) {
    String quoted = parameter.group(2);
    return quoted != null
        ? ESCAPED.matcher(quoted).replaceAll("$1")
        : Objects.requireNonNullElse(parameter.group(3), "");
  }

  private static boolean isAboutBase(@Nullable String anchor, URI base) {
    return anchor == null
        || Urls.resolveInHeader(base, anchor)
            .filter(context -> context.toString().equals(base.toString()))
            .isPresent();
  }
}
