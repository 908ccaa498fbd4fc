package org.pushj.examples.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses requests that other sites make a browser send:
 *
 * <ol>
 *   <li>those to a host name that is not the server's own, which the owner of that name has pointed
 *       here (DNS rebinding). Own names are those of the loopback interface, the address that the
 *       client has connected to, the host of the public URL, and {@link ServerAddress#hosts};
 *   <li>those that change something and come from a page of another origin (CSRF). Browsers tell
 *       the origin; servers and other clients send none and are let through.
 * </ol>
 *
 * <p>Thread-safe.
 */
public final class RequestGuard implements Filter {
  private static final int MISDIRECTED = 421;
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}");

  private final ServerAddress address;
  private final URI publicUrl;

  /**
   * Makes the guard of a server.
   *
   * @param publicUrl a URL under which others reach the server
   */
  public RequestGuard(ServerAddress address, URI publicUrl) {
    this.address = address;
    this.publicUrl = publicUrl;
  }

  /**
   * A refused request.
   *
   * @param status the HTTP status
   * @param reason a sentence for the client
   */
  public record Refusal(int status, String reason) {}

  /** Returns why a request is refused; empty if it is not. */
  public Optional<Refusal> refusal(HttpServletRequest request) {
    if (!isOwnHost(request)) {
      // RFC 9110 section 15.5.20.
      String reason = "This server does not answer to this host name; see " + ServerAddress.HOSTS;
      return Optional.of(new Refusal(MISDIRECTED, reason + "."));
    }
    if (!READING.contains(request.getMethod()) && isForeign(request)) {
      return Optional.of(
          new Refusal(
              HttpServletResponse.SC_FORBIDDEN,
              "A page of another site may not change anything here."));
    }
    return Optional.empty();
  }

  /** Tells whether a browser sends the request for a page of another origin. */
  public boolean isForeign(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !OWN_SITE.contains(site);
    }
    String origin = request.getHeader("Origin");
    return origin != null && !isOwnOrigin(lower(origin), request);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Refusal> refusal = refusal((HttpServletRequest) request);
    if (refusal.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    HttpServletResponse refused = (HttpServletResponse) response;
    refused.setStatus(refusal.get().status());
    refused.setHeader("X-Content-Type-Options", "nosniff");
    refused.setContentType("text/plain");
    refused.setCharacterEncoding(UTF_8.name());
    refused.getOutputStream().write((refusal.get().reason() + "\n").getBytes(UTF_8));
  }

  /** A server that looks names up here would ask the attacker's name server; this one does not. */
  private boolean isOwnHost(HttpServletRequest request) {
    String host = withoutDot(lower(request.getServerName()));
    return LOOPBACK.matcher(host).matches()
        || address.hosts().contains(host)
        || host.equals(lower(String.valueOf(publicUrl.getHost())))
        || literal(host).equals(literal(request.getLocalAddr()))
        || literal(host).equals("0:0:0:0:0:0:0:1");
  }

  /** The scheme of the server is unknown, since a proxy may end TLS; that of the URL is not. */
  private boolean isOwnOrigin(String origin, HttpServletRequest request) {
    String host = lower(String.valueOf(request.getHeader("Host")));
    return origin.equals("http://" + host)
        || origin.equals("https://" + host)
        || origin.equals(lower(publicUrl.getScheme() + "://" + publicUrl.getRawAuthority()));
  }

  /** Returns an address in one spelling, and any other text as it is. */
  private static String literal(String host) {
    if (!host.contains(":")) {
      return host;
    }
    try {
      // In brackets it is never looked up as a name.
      String text = host.startsWith("[") ? host : "[" + host + "]";
      return InetAddress.getByName(text).getHostAddress();
    } catch (UnknownHostException notAnAddress) {
      return host;
    }
  }

  private static String withoutDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
