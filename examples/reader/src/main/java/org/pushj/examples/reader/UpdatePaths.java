package org.pushj.examples.reader;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.pushj.UpdateId;
import org.pushj.examples.reader.requests.Answers;
import org.pushj.examples.reader.requests.Problem;
import org.pushj.examples.reader.storage.StoredUpdate;
import org.pushj.examples.reader.storage.Updates;

/** Answers requests below {@code /updates}. */
final class UpdatePaths {
  private static final String UNKNOWN_TYPE = "application/octet-stream";

  /** A type, a subtype, and parameters without characters that could end a header. */
  private static final Pattern TYPE =
      Pattern.compile(
          "[\\w!#$%&'*+.^`|~-]{1,100}/[\\w!#$%&'*+.^`|~-]{1,100}(?:[ \\t]*;[ -~]{0,400})?");

  private static final String NOTHING_ALLOWED =
      "default-src 'none'; frame-ancestors 'none'; sandbox";

  private final Updates updates;

  UpdatePaths(Updates updates) {
    this.updates = updates;
  }

  void list(HttpServletRequest request, HttpServletResponse response, String none)
      throws IOException {
    JsonArray rows = new JsonArray();
    updates.newest(Updates.MAX).forEach(update -> rows.add(row(update)));
    Answers.json(response, HttpServletResponse.SC_OK, rows);
  }

  /**
   * Returns content as it was received, as a download and not for display, since it is untrusted.
   */
  void content(HttpServletRequest request, HttpServletResponse response, String id)
      throws IOException {
    UpdateId known = idOf(id);
    StoredUpdate update = updates.find(known).orElseThrow(UpdatePaths::unknown);
    byte[] content = updates.content(known).orElseThrow(UpdatePaths::unknown);
    response.setHeader("Content-Security-Policy", NOTHING_ALLOWED);
    response.setHeader("Content-Disposition", "attachment; filename=\"" + update.id() + "\"");
    Answers.bytes(response, typeOf(update), content);
  }

  private static String typeOf(StoredUpdate update) {
    String type = update.contentType();
    return type != null && TYPE.matcher(type).matches() ? type : UNKNOWN_TYPE;
  }

  private static JsonObject row(StoredUpdate update) {
    JsonObject row = new JsonObject();
    row.addProperty("id", update.id().toString());
    row.addProperty("subscriptionId", update.subscription().toString());
    row.addProperty("topic", update.topic().toString());
    row.addProperty("contentType", update.contentType());
    row.addProperty("size", update.size());
    row.addProperty("sha256", update.sha256());
    row.addProperty("receivedAt", update.receivedAt().toString());
    return row;
  }

  private static UpdateId idOf(String text) {
    try {
      return UpdateId.of(text);
    } catch (IllegalArgumentException noId) {
      throw unknown();
    }
  }

  private static Problem unknown() {
    return new Problem(HttpServletResponse.SC_NOT_FOUND, "There is no such update.");
  }
}
