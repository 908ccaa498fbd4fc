package com.example.news;

import java.util.List;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the subscriptions and the news. */
@RestController
class NewsController {
  private final Subscriber subscriber;
  private final NewsDesk desk;

  NewsController(Subscriber subscriber, NewsDesk desk) {
    this.subscriber = subscriber;
    this.desk = desk;
  }

  @GetMapping("/feeds")
  List<String> feeds() {
    return subscriber.operations().list(SubscriptionQuery.all()).stream()
        .map(each -> each.request().resource() + " is " + each.state())
        .toList();
  }

  @GetMapping("/news")
  List<String> news() {
    return desk.texts();
  }
}
