package com.example;

import org.pushj.Update;
import org.pushj.UpdateListener;

/** Prints each update. */
public class FeedListener implements UpdateListener {
  @Override
  public void onUpdate(Update update) {
    System.out.printf("%s changed:%n%s%n", update.origin().topic(), update.text());
  }
}
