package org.pushj.examples.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.spi.SubscriptionQuery;

/**
 * Reads out of the query of an address which subscriptions are wanted: {@code q}, a text in their
 * URLs, {@code after}, the id of the one before them, and {@code limit}, how many. What is empty is
 * not there, and other parameters are left alone.
 */
final class ListQuery {
  /** How many subscriptions are listed at most. */
  static final int MAX = 10_000;

  private static final int MAX_TEXT = 2048;
  private static final Pattern TEXT = Pattern.compile("\\P{Cntrl}{1," + MAX_TEXT + "}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private ListQuery() {}

  /**
   * Reads a query, whatever its limit.
   *
   * @throws Problem if a parameter has a value that is not possible (400)
   */
  static SubscriptionQuery of(Form query) {
    return new SubscriptionQuery(
        null, null, null, text(query), null, null, after(query), SubscriptionQuery.MAX_PAGE);
  }

  /**
   * Reads how many are wanted.
   *
   * @return {@link #MAX} if the query does not say it
   * @throws Problem if it says a number that is not possible (400)
   */
  static int limit(Form query) {
    String text = query.get("limit").orElse(Integer.toString(MAX));
    int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MAX) {
      throw notPossible("limit", text, "it takes a whole number from 1 to " + MAX);
    }
    return limit;
  }

  /** Writes the address at which {@link #of} reads this query. */
  static String address(String path, SubscriptionQuery query) {
    StringBuilder address = new StringBuilder(path);
    if (query.text() != null) {
      address.append("?q=").append(URLEncoder.encode(query.text(), UTF_8));
    }
    if (query.after() != null) {
      address.append(query.text() == null ? '?' : '&').append("after=").append(query.after());
    }
    return address.toString();
  }

  private static @Nullable String text(Form query) {
    Optional<String> text = query.get("q");
    if (text.isPresent() && !TEXT.matcher(text.get()).matches()) {
      throw notPossible(
          "q",
          text.get(),
          "it takes at most " + MAX_TEXT + " characters, and no control characters");
    }
    return text.orElse(null);
  }

  private static @Nullable SubscriptionId after(Form query) {
    String text = query.get("after").orElse(null);
    try {
      return text == null ? null : SubscriptionId.of(text);
    } catch (IllegalArgumentException noId) {
      throw notPossible("after", text, "it takes the id of a subscription");
    }
  }

  private static Problem notPossible(String name, String value, String possible) {
    return new Problem(
        HttpServletResponse.SC_BAD_REQUEST,
        name + ": " + Words.quoted(value) + " is not possible; " + possible + ".");
  }
}
