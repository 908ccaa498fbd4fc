package org.pushj.examples.reader;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionRequest;
import org.pushj.spi.UrlPolicy;

/**
 * Makes a request for a subscription out of a form: {@code url}, and if wanted {@code hub}, {@code
 * lease_seconds} and {@code secret=none}. An empty field is one that is not there.
 */
final class SubscriptionForm {
  private static final int MAX_URL = 2048;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

  /**
   * Says what is no http or https URL. The subscriber has a policy of its own for where it may
   * lead.
   */
  private static final UrlPolicy HTTP = UrlPolicy.allowPrivate();

  private SubscriptionForm() {}

  /**
   * Reads the form.
   *
   * @throws Problem if a field is missing (400) or has a value that is not possible (422)
   */
  static SubscriptionRequest read(Form form) {
    String url =
        form.get("url")
            .orElseThrow(
                () ->
                    new Problem(
                        HttpServletResponse.SC_BAD_REQUEST,
                        "url: the http or https URL of a feed or page is required."));
    return new SubscriptionRequest(url("url", url), hub(form), lease(form), !isUnsigned(form));
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
      throw notPossible(
          "lease_seconds", text.get(), "it takes a whole number from 1 to " + Integer.MAX_VALUE);
    }
    return Duration.ofSeconds(seconds);
  }

  private static boolean isUnsigned(Form form) {
    Optional<String> text = form.get("secret");
    if (text.isPresent() && !text.get().equals("none")) {
      throw notPossible("secret", text.get(), "it takes none, for content that is not signed");
    }
    return text.isPresent();
  }

  private static URI url(String field, String text) {
    if (text.length() > MAX_URL) {
      throw notPossible(field, text, "it takes a URL of at most " + MAX_URL + " characters");
    }
    URI url = parse(field, text);
    Optional<String> refusal = HTTP.refusal(url);
    if (refusal.isPresent()) {
      throw notPossible(field, text, "it takes an http or https URL: " + refusal.get());
    }
    return url;
  }

  /** Reads a URL. Letters beyond ASCII are percent-encoded, as a browser does it. */
  private static URI parse(String field, String text) {
    try {
      return new URI(new URI(text).toASCIIString());
    } catch (URISyntaxException e) {
      throw notPossible(
          field,
          text,
          "it takes an http or https URL, with all characters percent-encoded that have no place in"
              + " one");
    }
  }

  private static Problem notPossible(String field, String value, String possible) {
    return new Problem(
        Answers.UNPROCESSABLE,
        field + ": " + Words.quoted(value) + " is not possible; " + possible + ".");
  }
}
