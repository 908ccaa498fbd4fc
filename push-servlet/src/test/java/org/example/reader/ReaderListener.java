package org.example.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.pushj.Update;
import org.pushj.UpdateListener;

/** Keeps what it takes for the {@link ReaderServlet}. It cannot take the content "poison". */
public final class ReaderListener implements UpdateListener {
  private static final byte[] POISON = "poison".getBytes(UTF_8);
  private static final Queue<Update> UPDATES = new ConcurrentLinkedQueue<>();

  /** Makes a listener; the container does so by its name. */
  public ReaderListener() {}

  @Override
  public void onUpdate(Update update) throws IOException {
    if (Arrays.equals(update.bytes(), POISON)) {
      throw new IOException("a secret of the application");
    }
    UPDATES.add(update);
  }

  static List<Update> updates(String subscription) {
    return UPDATES.stream()
        .filter(update -> update.origin().subscription().toString().equals(subscription))
        .toList();
  }
}
