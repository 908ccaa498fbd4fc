package org.pushj.subscriber;

import java.net.URI;
import org.pushj.Urls;

/** Checks the public URL of the callback endpoint. */
final class CallbackBase {
  /** The longest callback URL: Superfeedr takes no longer one. */
  private static final int MAX_CALLBACK = 250;

  private static final int TOKEN_LENGTH = 32;

  private CallbackBase() {}

  /**
   * Returns the base with a slash at its end.
   *
   * @throws IllegalArgumentException if it is no base for callback URLs
   */
  static URI checked(URI base) {
    String text = base.toString().endsWith("/") ? base.toString() : base + "/";
    if (!Urls.isHttp(base)
        || base.getHost() == null
        || base.getRawQuery() != null
        || base.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "callbackBase: an http or https URL without query and fragment is possible, not " + base);
    }
    if (text.length() + TOKEN_LENGTH > MAX_CALLBACK) {
      throw new IllegalArgumentException(
          "callbackBase: at most "
              + (MAX_CALLBACK - TOKEN_LENGTH)
              + " characters are possible, this one has "
              + text.length());
    }
    return URI.create(text);
  }
}
