package com.example;

import org.pushj.Update;
import org.pushj.UpdateListener;

public class FeedListener implements UpdateListener {
  @Override
  public void onUpdate(Update update) throws Exception {
    System.out.printf("%s changed: %d bytes%n", update.origin().topic(), update.length());
  }
}
