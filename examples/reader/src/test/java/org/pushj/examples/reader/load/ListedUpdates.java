package org.pushj.examples.reader.load;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.pushj.examples.reader.ReaderClient;
import org.pushj.examples.reader.storage.Updates;

/**
 * The updates that a reader has listed so far. It lists only the newest 10,000, so a test with more
 * must poll often enough not to miss any.
 */
final class ListedUpdates {
  private final Map<String, Set<String>> idsByName = new HashMap<>();
  private final Map<String, String> sha256ByName = new HashMap<>();
  private final Set<String> ids = new HashSet<>();

  /**
   * Reads the list.
   *
   * @throws AssertionError if updates may have been missed since the last call
   * @throws java.io.UncheckedIOException if the reader does not answer
   */
  void look(ReaderClient reader) {
    JsonArray rows = reader.updates();
    if (rows.size() == Updates.MAX && !ids.contains(id(rows.get(0)))) {
      throw new AssertionError("the oldest listed update is new: others may have been missed");
    }
    for (JsonElement each : rows) {
      JsonObject row = each.getAsJsonObject();
      String name = row.get("contentType").getAsString().substring("text/".length());
      ids.add(id(each));
      idsByName.computeIfAbsent(name, any -> new HashSet<>()).add(id(each));
      sha256ByName.put(name, row.get("sha256").getAsString());
    }
  }

  /** Counts the updates that were acknowledged but not listed as sent. */
  int missing(HubLoad load) {
    return (int)
        load.acknowledgedNumbers().stream()
            .filter(number -> !load.sha256(number).equals(sha256ByName.get(HubLoad.name(number))))
            .count();
  }

  /** Counts the distinct keys. */
  int distinct() {
    return idsByName.size();
  }

  /** Counts the keys that were listed more than once, as separate updates. */
  int repeated() {
    return (int) idsByName.values().stream().filter(each -> each.size() > 1).count();
  }

  private static String id(JsonElement row) {
    return row.getAsJsonObject().get("id").getAsString();
  }
}
