package org.pushj.examples.reader;

import java.util.List;

/** Writes small feeds. */
public final class Feeds {
  private static final String UPDATED = "<updated>2026-11-24T10:00:00Z</updated>";

  private Feeds() {}

  public static String atom(String title, String... entries) {
    return "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>urn:feed</id>"
        + UPDATED
        + element("title", title)
        + String.join("", List.of(entries))
        + "</feed>";
  }

  public static String entry(String id, String title) {
    return entry(id, title, "https://blog.example/" + id, "How it begins.");
  }

  public static String entry(String id, String title, String link, String summary) {
    return "<entry>"
        + UPDATED
        + element("id", id)
        + element("title", title)
        + "<link href=\""
        + escape(link)
        + "\"/>"
        + element("summary", summary)
        + "</entry>";
  }

  private static String element(String name, String text) {
    return "<" + name + ">" + escape(text) + "</" + name + ">";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
