package org.pushj.markup;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The format in which a document is searched for links. It follows from the media type. If that is
 * missing, or is one that feeds are often mislabelled with, the root element counts too (as in
 * WHATWG MIME Sniffing section 7).
 */
public enum Markup {
  /** An HTML page. */
  HTML,
  /** An HTML page in the XML syntax, or one labelled so. */
  XHTML,
  /** An XML feed or another XML document. */
  XML,
  /** Plain text, or a feed labelled so. */
  TEXT,
  /** Of no known type: the content decides. */
  UNTYPED,
  /** A document that is not searched. */
  OTHER;

  /** How much of a document is searched for links, in bytes: most have them at their top. */
  public static final int MAX_TOP = 2 << 20;

  private static final Set<String> FEED_ROOTS = Set.of("feed", "rss", "rdf");
  private static final Set<String> PAGE_ROOTS =
      Set.of("html", "head", "title", "meta", "link", "base", "script", "style", "noscript");

  private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+");

  /**
   * What may precede a root element: white space, comments, processing instructions, a document
   * type declaration.
   */
  private static final Pattern PROLOG =
      Pattern.compile(
          "(?:\\s|<!--.*?-->|<\\?.*?\\?>|<![^\\[>-][^\\[>]*(?:\\[[^]]*]\\s*)?>)*+", Pattern.DOTALL);

  private static final Pattern ROOT = Pattern.compile("<(?:[\\w.-]+:)?([A-Za-z]+)[\\s/>]");

  /**
   * Returns the format by the media type alone.
   *
   * @param mediaType the type and subtype in lower case; empty if none is known
   */
  public static Markup of(String mediaType) {
    if (!MEDIA_TYPE.matcher(mediaType).matches()) {
      return UNTYPED;
    }
    return switch (mediaType) {
      case "text/html" -> HTML;
      case "application/xhtml+xml" -> XHTML;
      case "text/xml", "application/xml" -> XML;
      case "text/plain" -> TEXT;
      case "application/octet-stream",
          "binary/octet-stream",
          "application/unknown",
          "unknown/unknown" ->
          UNTYPED;
      default -> mediaType.endsWith("+xml") && !mediaType.startsWith("image/") ? XML : OTHER;
    };
  }

  /**
   * Returns the format by the content too: {@link #HTML}, {@link #XHTML}, {@link #XML} or {@link
   * #OTHER}.
   *
   * @param start the first characters of the document
   */
  Markup seenIn(String start) {
    String root = rootOf(start);
    boolean feed = FEED_ROOTS.contains(root);
    return switch (this) {
      case HTML -> feed ? XML : HTML;
      case XHTML -> XHTML;
      case XML -> root.equals("html") ? XHTML : XML;
      case TEXT -> feed ? XML : OTHER;
      case UNTYPED -> feed ? XML : page(root, start);
      case OTHER -> OTHER;
    };
  }

  private static Markup page(String root, String start) {
    if (!PAGE_ROOTS.contains(root)) {
      return OTHER;
    }
    return start.stripLeading().startsWith("<?xml") ? XHTML : HTML;
  }

  /** Returns the local name of the root element in lower case; empty if there is none. */
  private static String rootOf(String start) {
    Matcher prolog = PROLOG.matcher(start);
    Matcher root = ROOT.matcher(start);
    boolean found = prolog.lookingAt() && root.region(prolog.end(), start.length()).lookingAt();
    return found ? root.group(1).toLowerCase(Locale.ROOT) : "";
  }
}
