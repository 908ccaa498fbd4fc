package org.pushj.examples.reader.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.examples.reader.text.Words;
import org.pushj.spi.SubscriptionQuery;

/**
 * Parses from the query of a URL which subscriptions to list: {@code q}, a text in their URLs,
 * {@code after}, the id of the one before them, and {@code limit}, how many. Empty parameters count
 * as missing, and others are ignored.
 */
public final class ListQuery {
  /** The maximum number of subscriptions to list. */
  static final int MAX = 10_000;

  private static final int MAX_TEXT = 2048;
  private static final Pattern TEXT = Pattern.compile("\\P{Cntrl}{1," + MAX_TEXT + "}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private ListQuery() {}

  /**
   * Parses a query, ignoring its limit.
   *
   * @throws Problem if a parameter is invalid (400)
   */
  public static SubscriptionQuery of(Form query) {
    SubscriptionQuery all = SubscriptionQuery.all();
    String text = text(query);
    SubscriptionQuery matching = text == null ? all : all.withText(text);
    SubscriptionId after = after(query);
    return after == null ? matching : matching.after(after);
  }

  /**
   * Parses the limit.
   *
   * @return the limit; {@link #MAX} if the query has none
   * @throws Problem if the limit is invalid (400)
   */
  public static int limit(Form query) {
    String text = query.get("limit").orElse(Integer.toString(MAX));
    int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MAX) {
      throw invalid("limit", text, "a whole number from 1 to " + MAX);
    }
    return limit;
  }

  /** Returns the URL from which {@link #of} parses this query. */
  public static String address(String path, SubscriptionQuery query) {
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
      throw invalid(
          "q",
          text.get(),
          "a text of at most " + MAX_TEXT + " characters without control characters");
    }
    return text.orElse(null);
  }

  private static @Nullable SubscriptionId after(Form query) {
    String text = query.get("after").orElse(null);
    try {
      return text == null ? null : SubscriptionId.of(text);
    } catch (IllegalArgumentException noId) {
      throw invalid("after", text, "the id of a subscription");
    }
  }

  private static Problem invalid(String name, String value, String allowed) {
    return new Problem(
        HttpServletResponse.SC_BAD_REQUEST,
        name + ": must be " + allowed + ", was " + Words.quoted(value) + ".");
  }
}
