package org.pushj.publisher;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.Urls;
import org.pushj.spi.UrlPolicy;

/**
 * The URL under which the world sees an application, which is not always the one at which a request
 * comes in. From it follows the one canonical URL of each resource, whichever way it was written in
 * a request.
 *
 * @param url the public URL of the application's root, with a slash at its end
 * @since 0.1
 */
public record PublicBase(URI url) {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final Pattern ESCAPE = Pattern.compile("%(\\p{XDigit}{2})");
  private static final Pattern PATH_PARAMETER = Pattern.compile(";[^/]*");
  private static final Pattern SLASHES = Pattern.compile("/{2,}");

  /**
   * Puts a slash at the end of the URL.
   *
   * @throws IllegalArgumentException if it is no http or https URL, or has a user name, a query or
   *     a fragment
   */
  public PublicBase {
    Optional<String> problem = UrlPolicy.allowPrivate().refusal(url);
    if (problem.isPresent() || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "base: an http or https URL without user name, query and fragment is possible, not "
              + Urls.forMessage(url)
              + problem.map(reason -> ": " + reason).orElse(""));
    }
    url = url.toString().endsWith("/") ? url : URI.create(url + "/");
  }

  /**
   * Returns the canonical URL of a resource. Path parameters are left out, since one of them may be
   * somebody's session; escapes are written as RFC 3986 section 6.2.2 asks for, and repeated
   * slashes and dots taken away, as servlet containers do before they look for the resource.
   *
   * @param path the path of the request below the application's root, as it was sent
   * @param query the query, as it was sent; null for none
   * @return empty if that is no URL, or one that is too long to be advertised
   */
  public Optional<URI> resolve(String path, @Nullable String query) {
    String plain = normalized(PATH_PARAMETER.matcher(path).replaceAll(""));
    String relative = withoutDots(SLASHES.matcher("/" + plain).replaceAll("/"));
    return Urls.resolveInHeader(url, url + relative + (query == null ? "" : "?" + query))
        .filter(resolved -> Advertisement.problem(resolved).isEmpty());
  }

  /** Decodes the escapes of unreserved characters, and writes the others in capitals. */
  private static String normalized(String path) {
    return ESCAPE
        .matcher(path)
        .replaceAll(
            escape -> {
              char c = (char) Integer.parseInt(escape.group(1), 16);
              return UNRESERVED.indexOf(c) >= 0
                  ? String.valueOf(c)
                  : escape.group().toUpperCase(Locale.ROOT);
            });
  }

  private static String withoutDots(String path) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : path.substring(1).split("/", -1)) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    boolean folder = path.endsWith("/.") || path.endsWith("/..");
    return String.join("/", kept) + (folder && !kept.isEmpty() ? "/" : "");
  }
}
