package org.pushj.servlet.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pushj.Lease;
import org.pushj.SubscriptionRequest;
import org.pushj.Urls;
import org.pushj.servlet.admin.html.Fields;
import org.pushj.servlet.admin.html.PageLinks;

/**
 * A request to the admin page, whose parameters are checked when they are read. Used by one thread.
 */
final class AdminRequest {
  static final String FORMAT = "format";
  private static final String JSON = "application/json";
  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})([mhd])");
  private static final Pattern FLAG = Pattern.compile("true|false");
  private static final int MAX_SHOWN = 80;

  /** What any address takes. */
  private static final Set<String> EVERYWHERE = Set.of(FORMAT, Fields.TOKEN);

  private final HttpServletRequest request;
  private final String token;
  private final String path;

  /**
   * Wraps a request of somebody who may make it.
   *
   * @param token what the forms of the answer send along
   */
  AdminRequest(HttpServletRequest request, String token) {
    this.request = request;
    this.token = token;
    this.path = Optional.ofNullable(request.getPathInfo()).orElse("/");
  }

  /** Tells whether the request is a POST; otherwise it is a GET or HEAD. */
  boolean isPost() {
    return "POST".equals(request.getMethod());
  }

  String token() {
    return token;
  }

  /** Returns the parts of the path below the servlet; the home page has none. */
  List<String> path() {
    return Stream.of(path.split("/", -1)).skip(1).filter(part -> !part.isEmpty()).toList();
  }

  /** Returns how the answer links to other addresses of the page. */
  PageLinks links() {
    return new PageLinks(root(), token);
  }

  /**
   * Returns the URL of the servlet's root, relative to that of the request as the browser knows it:
   * a slash in the decoded path may be an encoded one there, which separates nothing.
   */
  String root() {
    int above = slashes(request.getContextPath()) + slashes(request.getServletPath());
    int depth = slashes(request.getRequestURI()) - above;
    return depth < 2 ? "./" : "../".repeat(depth - 1);
  }

  private static int slashes(String path) {
    return (int) path.chars().filter(c -> c == '/').count();
  }

  /** Tells whether the answer is to be JSON. */
  boolean wantsJson() {
    return wantsJson(request);
  }

  /**
   * Tells whether the answer to any request is to be JSON: asked for by parameter, or by header.
   */
  static boolean wantsJson(HttpServletRequest request) {
    String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
    String query = Optional.ofNullable(request.getQueryString()).orElse("");
    return List.of(query.split("&")).contains(FORMAT + "=json")
        || (accept.contains(JSON) && !accept.contains("text/html"));
  }

  /**
   * Refuses parameters that the address does not take.
   *
   * @param names what it takes
   */
  void takes(String... names) {
    Set<String> known = Set.of(names);
    for (String name : request.getParameterMap().keySet()) {
      if (!known.contains(name) && !EVERYWHERE.contains(name)) {
        String allowed = Arrays.stream(names).sorted().collect(Collectors.joining(", "));
        throw RefusedException.parameter(
            shown(name),
            "is unknown; allowed are " + allowed + (names.length > 0 ? ", " : "") + FORMAT);
      }
    }
    one(FORMAT)
        .filter(format -> !format.equals("json") && !format.equals("html"))
        .ifPresent(
            format -> {
              throw refused(FORMAT, "json or html", format);
            });
  }

  /**
   * Refuses parameters that are there but empty: what a program meant to send is not known then.
   */
  void takesNoneEmpty(String... names) {
    for (String name : names) {
      if (Arrays.asList(values(name)).contains("")) {
        throw RefusedException.parameter(name, "is empty; leave it out, or give it a value");
      }
    }
  }

  /** Reads a parameter that is there once at most; empty if it is missing or empty. */
  Optional<String> one(String name) {
    String[] values = values(name);
    if (values.length > 1) {
      throw RefusedException.parameter(
          name, "must be there once, was there " + values.length + " times");
    }
    return Stream.of(values).filter(value -> !value.isEmpty()).findFirst();
  }

  /** Reads a text. */
  Optional<String> text(String name, int maxLength) {
    Optional<String> text = one(name);
    if (text.isPresent() && text.get().length() > maxLength) {
      throw RefusedException.parameter(
          name, "must have at most " + maxLength + " characters, had " + text.get().length());
    }
    return text;
  }

  /** Reads an http or https URL, unchanged. */
  Optional<URI> url(String name) {
    String allowed = "an http or https URL";
    return text(name, SubscriptionRequest.MAX_URL)
        .map(
            text -> {
              URI url = parsed(name, text, allowed, URI::create);
              if (!Urls.isHttp(url)) {
                throw refused(name, allowed, text);
              }
              return url;
            });
  }

  /** Reads {@code true} or {@code false}; false if it is missing. */
  boolean flag(String name) {
    return one(name)
        .map(
            text -> {
              if (!FLAG.matcher(text).matches()) {
                throw refused(name, "true or false", text);
              }
              return Boolean.valueOf(text);
            })
        .orElse(false);
  }

  /** Reads a number. */
  int number(String name, int min, int max, int missing) {
    String allowed = "a number from " + min + " to " + max;
    return one(name)
        .map(
            text -> {
              int number = parsed(name, text, allowed, Integer::parseInt);
              if (number < min || number > max) {
                throw refused(name, allowed, text);
              }
              return number;
            })
        .orElse(missing);
  }

  /** Reads one of a few words. */
  Optional<String> word(String name, List<String> allowed) {
    return one(name)
        .map(text -> text.toLowerCase(Locale.ROOT))
        .map(
            text -> {
              if (!allowed.contains(text)) {
                throw refused(name, "one of " + String.join(", ", allowed), text);
              }
              return text;
            });
  }

  /**
   * Reads a duration, such as {@code 30m}, {@code 24h} or {@code 7d}, as long as a lease at most.
   */
  Optional<Duration> time(String name) {
    String allowed = "minutes, hours or days, such as 30m, 24h or 7d, and 24855d at most";
    return one(name)
        .map(
            text -> parsed(name, text, allowed, each -> Lease.checkedLength(name, duration(each))));
  }

  private static Duration duration(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalArgumentException("not a number with a unit");
    }
    long number = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** Reads an id; empty if it is missing. */
  <T> Optional<T> id(String name, Function<String, T> parser) {
    return one(name).map(text -> parsed(name, text, "the id of a row", parser));
  }

  /** Reads the ids that were selected: at least one, and as many as a page has. */
  <T> List<T> ids(String name, int max, Function<String, T> parser) {
    String[] values = values(name);
    if (values.length == 0) {
      throw RefusedException.parameter(name, "is missing: select at least one row");
    }
    if (values.length > max) {
      throw RefusedException.parameter(
          name, "must be there at most " + max + " times, was there " + values.length + " times");
    }
    return Stream.of(values)
        .distinct()
        .map(text -> parsed(name, text, "the id of a row", parser))
        .toList();
  }

  /** Returns all parameters as they came. */
  Map<String, String[]> all() {
    return request.getParameterMap();
  }

  /** Refuses a missing parameter. */
  static RefusedException missing(String name, String allowed) {
    return RefusedException.parameter(name, "is missing; it must be " + allowed);
  }

  static RefusedException refused(String name, String allowed, String value) {
    return RefusedException.parameter(
        name, "must be " + allowed + ", was \"" + shown(value) + "\"");
  }

  private String[] values(String name) {
    return Optional.ofNullable(request.getParameterValues(name)).orElse(new String[0]);
  }

  private static <T> T parsed(
      String name, String text, String allowed, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException wrong) {
      throw refused(name, allowed, text);
    }
  }

  private static String shown(String value) {
    return value.length() <= MAX_SHOWN ? value : value.substring(0, MAX_SHOWN) + "...";
  }
}
