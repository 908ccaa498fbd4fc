package org.pushj.servlet.admin.html;

/** The names of the hidden fields of the forms. */
public final class Fields {
  /** Proves that the form is of this page. */
  public static final String TOKEN = "token";

  /** Says to which page of its list the operator goes back. */
  public static final String BACK = "back";

  /** Says that the operator was asked. */
  public static final String CONFIRMED = "confirmed";

  /** Says that no filter is meant, not one that got lost. */
  public static final String ALL = "all";

  /** Says which topic and hub the operator was shown. */
  public static final String TARGET = "target";

  private Fields() {}
}
