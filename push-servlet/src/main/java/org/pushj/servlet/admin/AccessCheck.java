package org.pushj.servlet.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pushj.servlet.admin.html.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may use the page, and which changes come from the page itself.
 *
 * <p>A change needs a token that was in a form of the page: an HMAC of the random value in a cookie
 * of the browser, the user, and the host name. So no session is needed; another site knows neither
 * the value nor the key, and what a site learns under a host name of its own is worth nothing under
 * another. Besides, what the browser says of the origin of the request must be the page itself.
 *
 * <p>Safe for use by several threads.
 */
final class AccessCheck {
  private static final Logger LOG = LoggerFactory.getLogger(AccessCheck.class);

  static final String HEADER = "X-Push-Token";
  static final String COOKIE = "push-admin";

  private static final String MAC = "HmacSHA256";
  private static final int RANDOM_BYTES = 24;
  private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_-]{32}");

  private final AtomicBoolean warned = new AtomicBoolean();
  private final SecureRandom randomness = new SecureRandom();
  private final String role;
  private final SecretKeySpec key;

  /**
   * Makes a check.
   *
   * @param role what a user needs
   * @param sharedKey what the tokens are made with on all nodes; empty for a random key, so that a
   *     form that one process made is refused by another
   */
  AccessCheck(String role, Optional<String> sharedKey) {
    this.role = role;
    this.key = new SecretKeySpec(sharedKey.map(text -> text.getBytes(UTF_8)).orElse(random()), MAC);
  }

  /**
   * Lets the container log the user in, and looks for the role.
   *
   * @return false if the container has answered the request, as with a challenge
   * @throws RefusedException if there is no login, or the user does not have the role
   */
  boolean admits(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (request.getUserPrincipal() == null && !logsIn(request, response)) {
      return false;
    }
    if (request.getUserPrincipal() == null) {
      warnOnce();
      throw new RefusedException(401, "This page needs a login.");
    }
    if (!request.isUserInRole(role)) {
      throw new RefusedException(403, "This page needs the role " + role + ".");
    }
    return true;
  }

  private void warnOnce() {
    if (warned.compareAndSet(false, true)) {
      LOG.warn(
          "A request to the admin page was refused, since it came without a login and the container"
              + " asks for none: declare a login-config with an auth-method in web.xml, and give"
              + " users the role {}",
          role);
    }
  }

  private static boolean logsIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      return request.authenticate(response)
          || !(response.isCommitted() || response.getStatus() >= 300);
    } catch (ServletException | IllegalStateException noLogin) {
      if (response.isCommitted()) {
        return false;
      }
      return true;
    }
  }

  /** Returns the token of the browser, to which it gives the cookie if it has none. */
  String token(HttpServletRequest request, HttpServletResponse response) {
    String value =
        cookie(request)
            .orElseGet(
                () -> {
                  String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random());
                  Cookie cookie = new Cookie(COOKIE, made);
                  cookie.setPath("/");
                  cookie.setHttpOnly(true);
                  cookie.setSecure(request.isSecure());
                  cookie.setAttribute("SameSite", "Strict");
                  response.addCookie(cookie);
                  return made;
                });
    return tokenOf(value, request);
  }

  /**
   * Refuses a change that does not come from the page.
   *
   * @throws RefusedException if another site may have sent it
   */
  void requireOwnForm(HttpServletRequest request) {
    if (!isOfSameOrigin(request)) {
      throw new RefusedException(403, "The form has expired, or was sent by another site.");
    }
    String sent =
        Optional.ofNullable(request.getHeader(HEADER))
            .or(() -> Optional.ofNullable(request.getParameter(Fields.TOKEN)))
            .orElse("");
    Optional<String> expected = cookie(request).map(value -> tokenOf(value, request));
    if (expected.isEmpty()
        || !MessageDigest.isEqual(expected.get().getBytes(UTF_8), sent.getBytes(UTF_8))) {
      throw new RefusedException(
          403, "The form is out of date, or not of this page: load the page again, and repeat it.");
    }
  }

  /**
   * Looks at what browsers say. Where they say nothing of the site, as over plain http, the origin
   * must be the host that was asked; "null" is what they send with the pages' Referrer-Policy.
   */
  private static boolean isOfSameOrigin(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.getHeader("Origin");
    return origin == null
        || origin.equals("null")
        || origin.replaceFirst("^https?://", "").equalsIgnoreCase(request.getHeader("Host"));
  }

  private String tokenOf(String value, HttpServletRequest request) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      String text = value + "\n" + request.getHeader("Host") + "\n" + request.getRemoteUser();
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + MAC, e);
    }
  }

  private static Optional<String> cookie(HttpServletRequest request) {
    return Stream.ofNullable(request.getCookies())
        .flatMap(Stream::of)
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(Cookie::getValue)
        .filter(value -> RANDOM.matcher(value).matches())
        .findFirst();
  }

  private byte[] random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    randomness.nextBytes(bytes);
    return bytes;
  }
}
