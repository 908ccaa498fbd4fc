package org.pushj.examples.reader.hostile;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.examples.reader.ReaderClient;
import org.pushj.examples.reader.storage.Updates;

/**
 * What a reader shows of the updates of a hub: its page, of which this is a browser, and its list,
 * which is read now and then.
 */
final class ShownUpdates {
  private static final Pattern ENTRY = Pattern.compile("Update u(\\d+)\\.");
  private static final Pattern ID = Pattern.compile("id: (\\d+)");
  private static final Pattern TYPE = Pattern.compile("application/atom\\+xml;n=u(\\d+)");

  private final ReaderClient reader;
  private final Set<String> topics = new HashSet<>();
  private final Map<Integer, Long> shownAt = new ConcurrentHashMap<>();
  private final Map<Integer, Set<String>> idsByNumber = new ConcurrentHashMap<>();
  private final List<String> forged = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private String lastEventId = "0";
  private String newestListed = "";
  private volatile boolean stopped;

  /**
   * Connects to the page.
   *
   * @param hub the hub whose updates are looked for
   */
  ShownUpdates(ReaderClient reader, HonestHub hub) {
    this.reader = reader;
    hub.topics().forEach(topic -> topics.add(topic.toString()));
    Thread browser = new Thread(this::browse, "browser");
    browser.setDaemon(true);
    browser.start();
  }

  /** Returns when an update was on the page, as {@link System#nanoTime}; null if it was not. */
  @Nullable Long shownAt(int number) {
    return shownAt.get(number);
  }

  /** Returns how often an update was in the list. */
  int listed(int number) {
    return idsByNumber.getOrDefault(number, Set.of()).size();
  }

  /** Returns how many updates were on the page. */
  int shown() {
    return shownAt.size();
  }

  /** Returns the rows of the hub's topics that the hub has not sent. */
  List<String> forged() {
    return List.copyOf(forged);
  }

  /** Returns how often the browser has connected. */
  int connections() {
    return connections.get();
  }

  /**
   * Reads the list.
   *
   * @throws AssertionError if updates may have been missed since the last call
   */
  void look() {
    JsonArray rows = reader.updates();
    boolean overlaps = newestListed.isEmpty() || rows.size() < Updates.MAX;
    for (JsonElement each : rows) {
      JsonObject row = each.getAsJsonObject();
      overlaps |= row.get("id").getAsString().equals(newestListed);
      if (topics.contains(row.get("topic").getAsString())) {
        add(row);
      }
    }
    if (!overlaps) {
      throw new AssertionError("the list has only new updates: others may have been missed");
    }
    if (!rows.isEmpty()) {
      newestListed = rows.get(rows.size() - 1).getAsJsonObject().get("id").getAsString();
    }
  }

  /** Disconnects from the page. */
  void stop() {
    stopped = true;
  }

  private void add(JsonObject row) {
    Matcher type = TYPE.matcher(row.get("contentType").toString().replace("\"", ""));
    int number = type.matches() ? Integer.parseInt(type.group(1)) : -1;
    if (number < 0 || !sha256(HonestHub.content(number)).equals(row.get("sha256").getAsString())) {
      forged.add(row.toString());
      return;
    }
    idsByNumber
        .computeIfAbsent(number, any -> ConcurrentHashMap.newKeySet())
        .add(row.get("id").getAsString());
  }

  private void browse() {
    while (!stopped) {
      try {
        connections.incrementAndGet();
        HttpResponse<Stream<String>> answer =
            reader.send(
                reader.to("/events?last=0&q=none", "Last-Event-ID", lastEventId).GET(),
                BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
          lines.takeWhile(line -> !stopped).forEach(this::read);
        }
      } catch (UncheckedIOException broken) {
        // It connects again.
      }
    }
  }

  private void read(String line) {
    long now = System.nanoTime();
    Matcher id = ID.matcher(line);
    if (id.matches()) {
      lastEventId = id.group(1);
    }
    ENTRY
        .matcher(line)
        .results()
        .forEach(each -> shownAt.putIfAbsent(Integer.valueOf(each.group(1)), now));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
