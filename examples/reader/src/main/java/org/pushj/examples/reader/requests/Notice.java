package org.pushj.examples.reader.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Base64;
import java.util.Optional;
import org.pushj.examples.reader.text.Words;

/**
 * One sentence kept in a cookie until the page is shown next, so that a form that was sent without
 * JavaScript gets a response. In the URL, others could forge it.
 *
 * @param isError whether it reports an error
 * @param text the sentence
 */
public record Notice(boolean isError, String text) {
  /** Shown after a request to subscribe. */
  public static final String SUBSCRIBING =
      "The hub was asked to subscribe, and will verify the request in a moment.";

  /** Shown after a request to renew. */
  public static final String RENEWING = "The hub was asked to renew the lease.";

  /** Shown after a request to unsubscribe. */
  public static final String ENDING =
      "The subscription has ended here. The hub is asked until it confirms that.";

  /** Shown after a subscription was forgotten. */
  public static final String FORGOTTEN =
      "The subscription is forgotten. If its hub delivers again, it is told to stop.";

  private static final String COOKIE = "notice";
  private static final int MAX = 600;
  private static final int MAX_AGE_SECONDS = 60;
  private static final char ERROR = '!';
  private static final char DONE = '.';

  static Notice done(String text) {
    return new Notice(false, text);
  }

  /** Returns a notice that reports an error. */
  public static Notice failed(String text) {
    return new Notice(true, text);
  }

  /** Stores the notice until the page is shown next. */
  void storeIn(HttpServletResponse response) {
    byte[] bytes = ((isError ? ERROR : DONE) + Words.bounded(text, MAX)).getBytes(UTF_8);
    put(response, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), MAX_AGE_SECONDS);
  }

  /** Returns the stored notice and removes it, so that it is shown once. */
  public static Optional<Notice> take(HttpServletRequest request, HttpServletResponse response) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return Optional.empty();
    }
    for (Cookie cookie : cookies) {
      if (cookie.getName().equals(COOKIE)) {
        put(response, "", 0);
        return read(cookie.getValue());
      }
    }
    return Optional.empty();
  }

  private static Optional<Notice> read(String value) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(value), UTF_8);
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(new Notice(text.charAt(0) == ERROR, Words.bounded(text.substring(1), MAX)));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static void put(HttpServletResponse response, String value, int seconds) {
    Cookie cookie = new Cookie(COOKIE, value);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setMaxAge(seconds);
    cookie.setAttribute("SameSite", "Strict");
    response.addCookie(cookie);
  }
}
