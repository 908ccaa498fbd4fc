package org.pushj.rewriting;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.Urls;
import org.pushj.spi.UrlPolicy;

/**
 * The public URL of an application, which may differ from the one that a request was sent to.
 * Resolves the one canonical URL of each resource, whichever way a request wrote it. Immutable.
 *
 * @param url the public URL of the application's root, with a slash at its end
 * @since 0.1
 */
public record PublicBase(URI url) {
  private static final URI ROOT = URI.create("http://localhost/");
  private static final int ROOT_LENGTH = ROOT.toString().length();
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final Pattern ESCAPE = Pattern.compile("%(\\p{XDigit}{2})");
  private static final Pattern PATH_PARAMETER = Pattern.compile(";[^/]*");
  private static final Pattern SLASHES = Pattern.compile("/{2,}");

  /**
   * Appends a slash to the URL if it has none at its end.
   *
   * @throws IllegalArgumentException if it is not an http or https URL, or has a user name, a query
   *     or a fragment
   */
  public PublicBase {
    Optional<String> problem = UrlPolicy.allowPrivate().refusal(url);
    if (problem.isPresent() || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "base must be an http or https URL without user name, query and fragment, was "
              + Urls.forMessage(url)
              + problem.map(reason -> ": " + reason).orElse(""));
    }
    url = url.toString().endsWith("/") ? url : URI.create(url + "/");
  }

  /**
   * Returns the canonical URL of a resource. Path parameters are removed, since one of them may be
   * a session id; escapes are normalized by RFC 3986 section 6.2.2, and repeated slashes and dot
   * segments are removed, as servlet containers do before they look up the resource.
   *
   * @param path the path of the request below the application's root, as it was sent
   * @param query the query, as it was sent; null for none
   * @return empty if the result is not a URL, or too long to be advertised
   */
  public Optional<URI> resolve(String path, @Nullable String query) {
    String plain = normalized(PATH_PARAMETER.matcher(path).replaceAll(""));
    String below = SLASHES.matcher("/" + plain).replaceAll("/");
    // Resolved by itself first: no dot segment may lead out of the application.
    return Urls.resolveInHeader(ROOT, below + (query == null ? "" : "?" + query))
        .flatMap(found -> Urls.resolve(url, url + found.toString().substring(ROOT_LENGTH)))
        .filter(resolved -> Advertisement.problem(resolved).isEmpty());
  }

  /** Decodes the escapes of unreserved characters, and writes the others in upper case. */
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
}
