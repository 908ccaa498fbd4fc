package org.pushj.servlet.admin;

import org.jspecify.annotations.Nullable;

/** A request that is not carried out. Its message is for whoever sent it. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String allow;
  private final transient @Nullable View view;

  private RefusedException(
      int status, String message, @Nullable String allow, @Nullable View view) {
    super(message, null, false, false);
    this.status = status;
    this.allow = allow;
    this.view = view;
  }

  RefusedException(int status, String message) {
    this(status, message, null, null);
  }

  /** Refuses a parameter, and says what is allowed. */
  static RefusedException parameter(String name, String problem) {
    return new RefusedException(400, "The parameter " + name + " " + problem + ".");
  }

  /** Refuses a method, where others are allowed. */
  static RefusedException method(String allow) {
    return new RefusedException(405, "This address allows " + allow + " alone.", allow, null);
  }

  /** Refuses a method, and shows how to make the request with the one that is allowed. */
  static RefusedException method(String allow, String message, View view) {
    return new RefusedException(405, message, allow, view.withStatus(405));
  }

  static RefusedException notFound(String what) {
    return new RefusedException(404, what);
  }

  int status() {
    return status;
  }

  /** Returns the methods for the header {@code Allow}; null if that is not the problem. */
  @Nullable String allow() {
    return allow;
  }

  /** Returns what is shown in the place of the message; null for the message alone. */
  @Nullable View view() {
    return view;
  }

  /** Refuses what a part does not support, and names the interface that does. */
  static RefusedException unsupported(String part, Class<?> required) {
    return new RefusedException(501, missing(part, required));
  }

  /** Returns what a part must implement to be shown. */
  static String missing(String part, Class<?> required) {
    return "Not available: the " + part + " must implement " + required.getName() + ".";
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
