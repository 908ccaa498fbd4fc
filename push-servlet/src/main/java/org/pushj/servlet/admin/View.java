package org.pushj.servlet.admin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.servlet.admin.html.Tag;

/**
 * What a request is answered with: as a page, or as JSON.
 *
 * @param status the HTTP status
 * @param title the heading of the page
 * @param content what follows it
 * @param text sent instead of a page, as plain text; null for a page
 * @param json the same for programs
 */
record View(
    int status,
    String title,
    List<Tag> content,
    @Nullable String text,
    Map<String, @Nullable Object> json) {

  static View of(String title, List<Tag> content, Map<String, @Nullable Object> json) {
    return new View(200, title, content, null, json);
  }

  static View ofText(String text, Map<String, @Nullable Object> json) {
    return new View(200, "", List.of(), text, json);
  }

  View withStatus(int status) {
    return new View(status, title, content, text, json);
  }
}
