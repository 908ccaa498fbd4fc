package com.example;

import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.pushj.Update;
import org.pushj.UpdateListener;

/** Receives updates, and keeps the latest ten in memory. */
public class FeedListener implements UpdateListener {
  private static final int KEPT = 10;
  private static final Deque<Update> LATEST = new ConcurrentLinkedDeque<>();

  @Override
  public void onUpdate(Update update) {
    LATEST.addFirst(update);
    if (LATEST.size() > KEPT) {
      LATEST.pollLast();
    }
  }

  /** Returns the latest updates, the newest first. */
  static List<Update> latest() {
    return List.copyOf(LATEST);
  }
}
