package org.pushj.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;

/** What an operator subscribes to: never to what the application has already, or was not shown. */
class AdminSubscribeTest {
  @TempDir Path folder;
  private AdminSite site;

  @BeforeEach
  void start() throws Exception {
    site = AdminSite.onJetty(folder);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void requestOfTheApplication_isKept_whenItsResourceIsSubscribedToAgain() {
    URI feed = site.topics.advertise("/feed", site.hub.url());
    SubscriptionRequest request =
        SubscriptionRequest.of(feed)
            .withAttribute("tenant", "blue")
            .withLease(Duration.ofDays(3))
            .unsigned();
    Subscription known = site.subscriber.subscribe(request);
    HttpResponse<String> answer =
        site.submit("subscribe", "url", feed.toString(), "confirmed", "true");
    assertThat(answer.statusCode()).isEqualTo(409);
    Document page = Jsoup.parse(answer.body(), site.url("subscribe").toString());
    assertThat(page.text()).contains("There is one already");
    assertThat(page.selectFirst("main").select("a").eachAttr("abs:href"))
        .contains(site.url("subscriptions/" + known.id()).toString());
    HttpResponse<String> json =
        site.jsonSubmit("subscribe", "url", feed.toString(), "confirmed", "true");
    assertThat(json.statusCode()).isEqualTo(409);
    assertThat(json.body()).contains("\"id\":\"" + known.id() + "\"");
    assertThat(site.subscriber.find(known.id()).orElseThrow().request()).isEqualTo(request);
    assertThat(site.hub.requests()).hasSize(1);
  }

  @Test
  void otherSubscriptions_toTheSameTopic_arePointedOut() {
    Subscription first = site.subscribed("/feed");
    URI page =
        site.topics.page(
            "/page", FakeResponse.of(200).link(first.topic(), "self").link(site.hub.url(), "hub"));
    String note = "Other subscriptions to this topic";
    assertThat(site.page("subscriptions/" + first.id()).text()).doesNotContain(note);
    assertThat(site.submit("subscribe", "url", page.toString()).body())
        .contains(note)
        .contains("/subscriptions/" + first.id());
    assertThat(site.jsonSubmit("subscribe", "url", page.toString()).body())
        .contains("\"sameTopic\":[\"" + first.id() + "\"]");

    site.submit("subscribe", "url", page.toString(), "confirmed", "true");
    Subscription second = site.subscriber.find(SubscriptionRequest.of(page)).orElseThrow();
    Document shown = site.page("subscriptions/" + first.id());
    assertThat(shown.text()).contains(note);
    assertThat(shown.select("a[href$=" + second.id() + "]").text()).isEqualTo(page.toString());
    assertThat(site.json("subscriptions/" + first.id()).body())
        .contains("\"sameTopic\":[\"" + second.id() + "\"]");
  }

  @Test
  void otherHubs_areShown_beforeTheFirstIsAsked() {
    URI feed = site.topics.url("/feed");
    URI other = site.hub.url("/other");
    site.topics.page(
        "/feed",
        FakeResponse.of(200).link(feed, "self").link(site.hub.url(), "hub").link(other, "hub"));
    assertThat(site.submit("subscribe", "url", feed.toString()).body())
        .contains("Other hubs, if it fails")
        .contains(other.toString());
    assertThat(site.jsonSubmit("subscribe", "url", feed.toString()).body())
        .contains("\"hubs\":[\"" + site.hub.url() + "\",\"" + other + "\"]");
  }

  @Test
  void resource_isSubscribedToAnew_onceItsEndIsWanted() {
    Subscription ended = site.subscribed("/feed");
    site.subscriber.forget(ended.id());
    HttpResponse<String> made =
        site.submit("subscribe", "url", ended.topic().toString(), "confirmed", "true");
    assertThat(made.body()).contains("The hub was asked");
  }

  @Test
  void target_thatWasNotShown_isShownAgain_insteadOfAsked() {
    URI feed = site.topics.advertise("/feed", site.hub.url());
    Element shown = confirmation(site.submit("subscribe", "url", feed.toString(), "lease", "7d"));
    try (FakeHub other = FakeHub.start()) {
      site.topics.advertise("/feed", other.url());
      HttpResponse<String> answer = site.submit("subscribe", fields(shown));
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(answer.body())
          .contains("Subscribe to this?")
          .contains("leads elsewhere now")
          .contains(other.url().toString());
      assertThat(site.hub.requests()).isEmpty();
      assertThat(other.requests()).isEmpty();
      assertThat(site.subscriber.operations().list(SubscriptionQuery.all())).isEmpty();

      assertThat(site.submit("subscribe", fields(confirmation(answer))).body())
          .contains("The hub was asked");
      assertThat(other.requests("subscribe").get(0).leaseSeconds()).contains("604800");
      assertThat(site.hub.requests()).isEmpty();
    }
  }

  @Test
  void lease_isRefused_whereItIsLongerThanHubsTake() {
    URI feed = site.topics.advertise("/feed", site.hub.url());
    for (String wrong : new String[] {"999999d", "24856d", "7w"}) {
      HttpResponse<String> refused =
          site.submit("subscribe", "url", feed.toString(), "lease", wrong);
      assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
      assertThat(Jsoup.parse(refused.body()).text())
          .contains("The parameter lease must be minutes, hours or days, such as 30m, 24h or 7d")
          .contains("24855d at most")
          .contains("was \"" + wrong + "\"");
    }
    assertThat(site.submit("subscribe", "url", feed.toString(), "lease", "24855d").statusCode())
        .isEqualTo(200);
  }

  private static Element confirmation(HttpResponse<String> answer) {
    return Jsoup.parse(answer.body()).selectFirst("form:has(input[name=confirmed])");
  }

  /** Returns the hidden fields of a form, but for the token, which is sent in any case. */
  private static String[] fields(Element form) {
    return form.select("input[name]:not([name=token])").stream()
        .flatMap(field -> Stream.of(field.attr("name"), field.attr("value")))
        .toArray(String[]::new);
  }
}
