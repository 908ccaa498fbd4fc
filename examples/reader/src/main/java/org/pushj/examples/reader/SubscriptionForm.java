package org.pushj.examples.reader;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionRequest;
import org.pushj.Urls;
import org.pushj.examples.reader.requests.Answers;
import org.pushj.examples.reader.requests.Form;
import org.pushj.examples.reader.requests.Problem;
import org.pushj.examples.reader.text.Words;
import org.pushj.spi.UrlPolicy;

/**
 * Parses a subscription request from a form: {@code url}, and optionally {@code hub}, {@code
 * lease_seconds} and {@code secret=none}. An empty field counts as missing.
 */
final class SubscriptionForm {
  private static final int MAX_URL = 2048;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

  /**
   * Checks for http and https URLs. Where they may lead is decided by the subscriber's own policy.
   */
  private static final UrlPolicy HTTP = UrlPolicy.allowPrivate();

  private SubscriptionForm() {}

  /**
   * Parses the form.
   *
   * @throws Problem if a field is missing (400) or invalid (422)
   */
  static SubscriptionRequest read(Form form) {
    String url =
        form.get("url")
            .orElseThrow(
                () ->
                    new Problem(
                        HttpServletResponse.SC_BAD_REQUEST,
                        "url: the http or https URL of a feed or page is required."));
    return new SubscriptionRequest(
        url("url", url), hub(form), lease(form), !isUnsigned(form), Map.of());
  }

  private static @Nullable URI hub(Form form) {
    return form.get("hub").map(text -> url("hub", text)).orElse(null);
  }

  private static @Nullable Duration lease(Form form) {
    Optional<String> text = form.get("lease_seconds");
    if (text.isEmpty()) {
      return null;
    }
    long seconds = SECONDS.matcher(text.get()).matches() ? Long.parseLong(text.get()) : 0;
    if (seconds < 1 || seconds > Integer.MAX_VALUE) {
      throw invalid("lease_seconds", text.get(), "a whole number from 1 to " + Integer.MAX_VALUE);
    }
    return Duration.ofSeconds(seconds);
  }

  private static boolean isUnsigned(Form form) {
    Optional<String> text = form.get("secret");
    if (text.isPresent() && !text.get().equals("none")) {
      throw invalid("secret", text.get(), "none, for content that is not signed");
    }
    return text.isPresent();
  }

  private static URI url(String field, String text) {
    if (text.length() > MAX_URL) {
      throw invalid(field, text, "a URL of at most " + MAX_URL + " characters");
    }
    URI url;
    try {
      url = Urls.normalized(field, text);
    } catch (IllegalArgumentException e) {
      throw invalid(field, text, "an http or https URL with a valid host");
    }
    Optional<String> refusal = HTTP.refusal(url);
    if (refusal.isPresent()) {
      throw new Problem(
          Answers.UNPROCESSABLE,
          field + ": " + refusal.get() + "; the value was " + Words.quoted(text) + ".");
    }
    return url;
  }

  private static Problem invalid(String field, String value, String allowed) {
    return new Problem(
        Answers.UNPROCESSABLE,
        field + ": must be " + allowed + ", was " + Words.quoted(value) + ".");
  }
}
