package org.pushj.servlet.admin.html;

/** The links and forms of one page. */
public final class PageLinks {
  public static final String SUBSCRIPTIONS = "subscriptions";
  public static final String SUBSCRIBE = "subscribe";
  public static final String INBOX = "inbox";
  public static final String PINGS = "pings";

  /** The last part of the address of a diagnosis, below that of the subscription. */
  public static final String DIAGNOSIS = "diagnosis";

  private final String root;
  private final String token;

  /**
   * Makes it.
   *
   * @param root the relative URL of the servlet's root, which ends with a slash
   * @param token what the forms send along
   */
  public PageLinks(String root, String token) {
    this.root = root;
    this.token = token;
  }

  /** Returns the URL of an address below the servlet. */
  String url(String path) {
    return root + path;
  }

  Tag to(String path, String text) {
    return Layout.link(url(path), text);
  }

  /**
   * Returns a form that changes something.
   *
   * @param path the address below the servlet
   */
  Tag form(String path) {
    return Tag.of("form", Layout.hidden(Fields.TOKEN, token))
        .with("method", "post")
        .with("action", url(path));
  }
}
