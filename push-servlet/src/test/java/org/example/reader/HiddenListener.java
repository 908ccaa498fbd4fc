package org.example.reader;

import org.pushj.Update;
import org.pushj.UpdateListener;

/** A listener that nobody outside its package can make. */
final class HiddenListener implements UpdateListener {
  public HiddenListener() {}

  @Override
  public void onUpdate(Update update) {}
}
