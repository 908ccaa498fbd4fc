package com.example.news;

import java.net.URI;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Follows the feeds that {@code news.feeds} lists. Those that are followed already go on. */
@Component
class FeedsAtStart implements ApplicationRunner {
  private final NewsDesk desk;
  private final List<URI> feeds;

  FeedsAtStart(NewsDesk desk, @Value("${news.feeds:}") List<URI> feeds) {
    this.desk = desk;
    this.feeds = feeds;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    feeds.forEach(desk::follow);
  }
}
