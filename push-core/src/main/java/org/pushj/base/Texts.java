package org.pushj.base;

import java.net.URI;

/** Checks texts, and cleans those that others wrote. */
public final class Texts {
  private Texts() {}

  /** Keeps what others wrote from making lines of its own in a log. */
  public static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  /**
   * Returns the text.
   *
   * @throws IllegalArgumentException if it is blank, or holds anything but visible ASCII characters
   *     and spaces; the message names the parameter
   */
  public static String visible(String name, String text) {
    if (text.isBlank() || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException(
          name + ": visible ASCII characters and spaces are possible, not \"" + text + "\"");
    }
    return text;
  }

  /**
   * Returns the URL.
   *
   * @throws IllegalArgumentException if it has more characters; the message names the parameter
   */
  public static URI atMost(String name, URI url, int characters) {
    int length = url.toString().length();
    if (length > characters) {
      throw new IllegalArgumentException(
          name
              + ": a URL of at most "
              + characters
              + " characters is possible, this one has "
              + length);
    }
    return url;
  }
}
