package org.pushj.servlet.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.PushException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;

/** Each view and each action, as a page and as JSON. */
class AdminPagesTest {
  private static final String HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";

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
  void everyPage_hasItsParts() {
    Subscription subscription = site.subscribed("/feed");
    InboxEntry entry = parked("hello");
    for (String path :
        List.of(
            "",
            "subscriptions",
            "subscriptions/" + subscription.id(),
            "subscribe",
            "inbox",
            "inbox/" + entry.id(),
            "pings")) {
      Document page = site.page(path);
      assertThat(page.select("h1")).as(path).hasSize(1);
      assertThat(page.select("html[lang=en] > head > title")).hasSize(1);
      assertThat(page.select("header, nav[aria-label], main#main")).hasSizeGreaterThan(2);
      assertThat(page.select("nav a[aria-current=page]")).hasSize(1);
      assertThat(page.select("script, style, [style], [onclick]")).isEmpty();
      assertThat(page.select("th:not([scope])")).isEmpty();
      page.select("input:not([type=hidden]), select")
          .forEach(
              field ->
                  assertThat(
                          field.hasAttr("aria-label")
                              || !page.select("label[for=" + field.id() + "]").isEmpty())
                      .as(field.outerHtml())
                      .isTrue());
      for (String reference : page.select("[href]").eachAttr("href")) {
        assertThat(reference).as(path).doesNotContain("127.0.0.1:" + site.url("").getPort());
      }
      String style = page.selectFirst("link[rel=stylesheet]").absUrl("href");
      assertThat(style).isEqualTo(site.url("style.css").toString());
      assertThat(site.json(path).body()).startsWith("{\"").endsWith("}");
      assertThat(site.json(path).headers().firstValue("Content-Type")).contains("application/json");
    }
    assertThat(
            site.send(site.request("style.css", "anna").GET()).headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/css"));
  }

  @Test
  void list_showsWhatIsKnown_andLeadsToTheDetails() {
    Subscription subscription =
        site.subscriber.subscribe(
            SubscriptionRequest.of(site.topics.advertise("/feed", site.hub.url()))
                .withAttribute("folder", "news"));
    Element row = site.page("subscriptions").selectFirst("tbody tr");
    assertThat(row.text())
        .contains("/feed")
        .contains("active")
        .contains(site.hub.url().toString())
        .contains("9 days left")
        .contains("folder: news");
    assertThat(row.selectFirst("a").absUrl("href"))
        .isEqualTo(site.url("subscriptions/" + subscription.id()).toString());
    Document details = site.page("subscriptions/" + subscription.id());
    assertThat(details.select("dt").eachText()).contains("State", "Lease ends", "Data: folder");
    assertThat(site.json("subscriptions").body())
        .contains("\"id\":\"" + subscription.id() + "\"")
        .contains("\"state\":\"ACTIVE\"")
        .contains("\"attributes\":{\"folder\":\"news\"}");
    assertThat(site.json("subscriptions/" + subscription.id()).body())
        .contains("\"callbackBase\":")
        .contains("\"attempts\":0");
    assertThat(site.page("subscriptions?format=html").select("h1")).hasSize(1);
    assertThat(site.send(site.request("subscriptions?format=json", "anna").GET()).body())
        .startsWith("{\"subscriptions\":[{");
  }

  @Test
  void details_tellWhatHappened_theLatestFirst() {
    Subscription subscription = site.subscribed("/feed");
    site.hub.deny(site.hub.requests("subscribe").get(0), HOSTILE);
    Document page = site.page("subscriptions/" + subscription.id());
    assertThat(page.select("tbody td").eachText())
        .hasSize(site.subscriber.find(subscription.id()).orElseThrow().history().size())
        .first()
        .asString()
        .contains(HOSTILE);
    assertThat(site.json("subscriptions/" + subscription.id()).body())
        .contains("\"history\":[{\"at\":\"");
  }

  @Test
  void list_isFiltered_andGoesFromPageToPage() {
    for (int i = 0; i < 5; i++) {
      site.subscribed("/feed" + i);
    }
    site.hub.behaviour(HubBehaviour.refuse(403, "no"));
    refused("/refused");
    assertThat(topics("subscriptions")).hasSize(6);
    assertThat(topics("subscriptions?state=failing")).containsExactly(topic("/refused"));
    assertThat(topics("subscriptions?state=failed")).containsExactly(topic("/refused"));
    assertThat(topics("subscriptions?state=active&q=FEED3")).containsExactly(topic("/feed3"));
    assertThat(topics("subscriptions?ending=30d")).hasSize(5);
    assertThat(topics("subscriptions?ending=24h")).isEmpty();
    assertThat(topics("subscriptions?silent=1h")).isEmpty();
    String hub = "subscriptions?hub=" + site.hub.url();
    assertThat(topics(hub)).hasSize(6);
    assertThat(topics("subscriptions?hub=http://other.example/")).isEmpty();
    Document first = site.page(hub + "&size=4");
    assertThat(first.select("tbody tr")).hasSize(4);
    String next = first.select("a[rel=next]").attr("href");
    Document second = site.page(next.substring("./".length()));
    assertThat(second.select("tbody th").eachText())
        .containsExactly(topic("/feed4"), topic("/refused"));
    assertThat(second.select("a[rel=next]")).isEmpty();
    assertThat(site.json(hub + "&size=4").body()).contains("\"next\":\"subscriptions?hub=");
  }

  @Test
  void lapsedLease_isFoundAsExpiredAndFailing_thoughNoNodeHasNoticed() {
    site.ahead(Duration.ofDays(-30));
    Subscription lapsed = site.subscribed("/lapsed");
    site.ahead(Duration.ZERO);
    site.subscribed("/feed");
    assertThat(site.subscriber.find(lapsed.id()).orElseThrow().state())
        .isEqualTo(SubscriptionState.ACTIVE);
    assertThat(topics("subscriptions?state=failing")).containsExactly(topic("/lapsed"));
    assertThat(topics("subscriptions?state=expired")).containsExactly(topic("/lapsed"));
    assertThat(topics("subscriptions?state=expired&ending=30d")).containsExactly(topic("/lapsed"));
    assertThat(topics("subscriptions?state=failed")).isEmpty();
  }

  @Test
  void activeSubscription_isFoundAsFailing_whenItsRenewalFails() {
    site.ahead(Duration.ofDays(-30));
    Subscription lapsed = site.subscribed("/lapsed");
    site.ahead(Duration.ZERO);
    site.subscribed("/feed");
    Subscription failing = site.subscribed("/failing");
    site.hub.behaviour(HubBehaviour.refuse(503, "down"));
    assertThat(topics("subscriptions?state=failing")).containsExactly(topic("/lapsed"));
    for (Subscription each : List.of(lapsed, failing)) {
      site.jsonSubmit("subscriptions/renew", "id", each.id().toString());
    }
    assertThat(site.subscriber.find(failing.id()).orElseThrow().state())
        .isEqualTo(SubscriptionState.ACTIVE);
    assertThat(topics("subscriptions?state=failing"))
        .containsExactly(topic("/lapsed"), topic("/failing"));
  }

  @Test
  void wholeAddress_isFoundFirst_thenThoseThatContainIt() {
    site.subscribed("/feed/2");
    site.subscribed("/feed");
    assertThat(topics("subscriptions?q=" + topic("/feed"))).containsExactly(topic("/feed"));
    String next = site.page("subscriptions?q=" + topic("/feed")).select("a[rel=next]").attr("href");
    assertThat(topics(next.substring("./".length())))
        .containsExactly(topic("/feed/2"), topic("/feed"));
    assertThat(topics("subscriptions?state=failing&q=" + topic("/feed"))).isEmpty();
  }

  @Test
  void selectedSubscriptions_areRenewed_withTheCountOfWhatWorked() {
    Subscription good = site.subscribed("/good");
    Subscription bad = site.subscribed("/bad");
    site.hub.behaviour(
        (hub, request) ->
            request.topic().endsWith("/bad")
                ? FakeResponse.of(403)
                : HubBehaviour.inline().treat(hub, request));
    HttpResponse<String> answer =
        site.submit("subscriptions/renew", "id", good.id().toString(), "id", bad.id().toString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("1 done, 1 failed").contains("403");
    assertThat(site.hub.requests("subscribe")).hasSize(4);
    HttpResponse<String> json = site.jsonSubmit("subscriptions/renew", "id", bad.id().toString());
    assertThat(json.statusCode()).isEqualTo(409);
    assertThat(json.body())
        .startsWith("{\"done\":0,\"failed\":1,\"left\":0,\"failures\":{\"" + bad.id());
  }

  @Test
  void subscription_isEnded_onlyOnceThatIsConfirmed() {
    Subscription subscription = site.subscribed("/feed");
    String id = subscription.id().toString();
    HttpResponse<String> question =
        site.submit("subscriptions/unsubscribe", "id", id, "back", "?state=active");
    assertThat(question.body()).contains("cannot be undone").contains("Unsubscribe 1 row");
    assertThat(site.subscriber.find(subscription.id()).orElseThrow().wanted()).isTrue();
    HttpResponse<String> done =
        site.submit(
            "subscriptions/unsubscribe", "id", id, "confirmed", "true", "back", "?state=active");
    assertThat(done.body()).contains("1 done, 0 failed").contains("../subscriptions?state=active");
    assertThat(site.subscriber.find(subscription.id())).isEmpty();
    assertThat(site.hub.requests("unsubscribe")).hasSize(1);
    assertThat(site.submit("subscriptions/forget", "id", id, "confirmed", "true").statusCode())
        .isEqualTo(409);
  }

  @Test
  void subscription_isForgotten_byAProgram() {
    Subscription subscription = site.subscribed("/feed");
    HttpResponse<String> done =
        site.jsonSubmit("subscriptions/forget", "id", subscription.id().toString());
    assertThat(done.body()).isEqualTo("{\"done\":1,\"failed\":0,\"left\":0,\"failures\":{}}");
    assertThat(site.subscriber.find(subscription.id())).isEmpty();
    assertThat(site.hub.requests("unsubscribe")).isEmpty();
  }

  @Test
  void subscription_isPaused_resumed_andRetried() {
    Subscription subscription = site.subscribed("/feed");
    String id = subscription.id().toString();
    assertThat(site.submit("subscriptions/pause", "id", id).body()).contains("1 done, 0 failed");
    assertThat(site.subscriber.find(subscription.id()).orElseThrow().paused()).isTrue();
    assertThat(site.page("subscriptions").select("tbody tr").text()).contains("active paused");
    assertThat(site.json("subscriptions/" + id).body()).contains("\"paused\":true");
    assertThat(site.jsonSubmit("subscriptions/resume", "id", id).body()).contains("\"done\":1");
    assertThat(site.subscriber.find(subscription.id()).orElseThrow().paused()).isFalse();
    assertThat(site.jsonSubmit("subscriptions/retry", "id", id).body()).contains("\"done\":0");
    site.hub.behaviour(HubBehaviour.refuse(503, "down"));
    site.jsonSubmit("subscriptions/renew", "id", id);
    assertThat(site.submit("subscriptions/retry", "id", id).body()).contains("1 done, 0 failed");
  }

  @Test
  void allThatFail_areRetried_onceThatIsConfirmed() {
    site.subscribed("/feed");
    site.hub.behaviour(HubBehaviour.refuse(503, "down"));
    refused("/one");
    refused("/two");
    Document list = site.page("subscriptions?state=failing");
    assertThat(list.select("h2").eachText()).containsExactly("All that match");
    HttpResponse<String> question = site.submit("subscriptions/retry-all", "state", "failing");
    assertThat(question.body()).contains("Retry all that match?").contains("failing");
    int asked = site.hub.requests().size();
    site.hub.behaviour(HubBehaviour.inline());
    HttpResponse<String> done =
        site.submit("subscriptions/retry-all", "state", "failing", "confirmed", "true");
    assertThat(done.body()).contains("2 done, 0 failed");
    site.subscriber.runDueWork();
    assertThat(site.hub.requests()).hasSize(asked + 2);
    assertThat(site.page("subscriptions?state=failing").select("tbody")).isEmpty();
  }

  @Test
  void hub_isPaused_andResumed() {
    site.subscribed("/one");
    site.subscribed("/two");
    String hub = site.hub.url().toString();
    assertThat(site.jsonSubmit("subscriptions/pause-all", "hub", hub + "x").body())
        .isEqualTo("{\"done\":0,\"failed\":0,\"after\":null}");
    assertThat(site.jsonSubmit("subscriptions/pause-all", "hub", hub).body())
        .isEqualTo("{\"done\":2,\"failed\":0,\"after\":null}");
    assertThat(site.subscriber.operations().list(SubscriptionQuery.all()))
        .allMatch(Subscription::paused);
    assertThat(site.jsonSubmit("subscriptions/resume-all", "hub", hub).body())
        .isEqualTo("{\"done\":2,\"failed\":0,\"after\":null}");
  }

  @Test
  void address_isLookedUp_beforeItIsSubscribedTo() {
    URI feed = site.topics.advertise("/feed", site.hub.url());
    HttpResponse<String> found = site.submit("subscribe", "url", feed.toString(), "lease", "7d");
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body()).contains("Subscribe to this?").contains(site.hub.url().toString());
    assertThat(site.hub.requests()).isEmpty();
    assertThat(site.subscriber.operations().list(SubscriptionQuery.all())).isEmpty();

    HttpResponse<String> made =
        site.submit("subscribe", "url", feed.toString(), "lease", "7d", "confirmed", "true");
    assertThat(made.body()).contains("The hub was asked").contains("active");
    assertThat(site.hub.requests("subscribe").get(0).leaseSeconds()).contains("604800");

    assertThat(site.jsonSubmit("subscribe", "url", feed.toString()).body())
        .contains(
            "\"topic\":\"" + feed + "\",\"hubs\":[\"" + site.hub.url() + "\"],\"sameTopic\":[]");
    site.subscriber.forget(site.subscriber.operations().list(SubscriptionQuery.all()).get(0).id());
    assertThat(site.jsonSubmit("subscribe", "url", feed.toString(), "confirmed", "true").body())
        .contains("\"state\":\"ACTIVE\"");
  }

  @Test
  void address_thatLeadsNowhere_isExplained() {
    URI page = site.topics.page("/page", FakeResponse.of(200).body("text/html", "<p>"));
    HttpResponse<String> answer = site.submit("subscribe", "url", page.toString());
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("Not subscribed").contains("role=\"alert\"");
    for (String wrong : List.of("", "javascript:alert(1)", "http://", HOSTILE)) {
      HttpResponse<String> refused = site.submit("subscribe", "url", wrong);
      assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
      assertThat(refused.body()).contains("The parameter url").doesNotContain("<script");
    }
    assertThat(site.hub.requests()).isEmpty();
  }

  @Test
  void parkedUpdate_isShownAsText_requeued_andDiscarded() {
    InboxEntry entry = parked(HOSTILE);
    Document list = site.page("inbox?state=parked");
    assertThat(list.select("tbody tr").text()).contains("parked").contains("<b>broken</b>");
    Document details = site.page("inbox/" + entry.id());
    assertThat(details.select("pre").text()).isEqualTo(HOSTILE);
    assertThat(details.select("script, img, b")).isEmpty();
    HttpResponse<String> raw =
        site.send(site.request("inbox/" + entry.id() + "/content", "anna").GET());
    assertThat(raw.body()).isEqualTo(HOSTILE);
    assertThat(raw.headers().firstValue("Content-Type"))
        .hasValueSatisfying(
            type -> assertThat(type).isEqualToIgnoringCase("text/plain;charset=UTF-8"));
    assertThat(raw.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(site.json("inbox/" + entry.id() + "/content").body()).contains("\"base64\":\"");
    assertThat(site.json("inbox?state=parked").body()).contains("\"state\":\"PARKED\"");

    String id = entry.id().toString();
    assertThat(site.submit("inbox/requeue", "id", id).body()).contains("1 done, 0 failed");
    assertThat(inbox().findById(entry.id()).orElseThrow().state())
        .isEqualTo(InboxEntry.State.WAITING);
    assertThat(site.page("inbox?state=waiting").select("tbody tr")).hasSize(1);
    assertThat(site.jsonSubmit("inbox/discard", "id", id).statusCode()).isEqualTo(409);
    site.subscriber.runDueWork();
    assertThat(site.submit("inbox/discard", "id", id).body()).contains("cannot be undone");
    assertThat(site.jsonSubmit("inbox/discard", "id", id).body()).startsWith("{\"done\":1");
    assertThat(inbox().findById(entry.id())).isEmpty();
    assertThat(site.page("inbox").select("tbody")).isEmpty();
  }

  @Test
  void pings_areShown_requeued_andDiscarded() {
    site.hub.behaviour(HubBehaviour.refuse(400, HOSTILE));
    site.publisher.publishLater(URI.create("https://blog.example/feed"));
    assertThat(site.page("pings").select("tbody tr").text()).contains("waiting");
    site.publisher.runDueWork();
    Document list = site.page("pings?state=parked");
    assertThat(list.select("tbody tr").text()).contains("parked").contains("400");
    assertThat(list.select("script, img")).isEmpty();
    String id = list.select("input[name=id]").attr("value");
    assertThat(site.page("pings/" + id).select("dl").text()).contains("https://blog.example/feed");
    assertThat(site.json("pings/" + id).body()).contains("\"state\":\"PARKED\"");
    assertThat(site.submit("pings/requeue", "id", id).body()).contains("1 done, 0 failed");
    assertThat(site.page("pings?state=waiting").select("tbody tr")).hasSize(1);
    site.publisher.runDueWork();
    assertThat(site.jsonSubmit("pings/discard", "id", id).body()).startsWith("{\"done\":1");
    assertThat(site.json("pings").body()).startsWith("{\"pings\":[],\"next\":null");
  }

  @Test
  void overview_showsInboxHubsAndCounts() {
    assertThat(site.page("").select(".verdict").text()).isEqualTo("Healthy");
    parked("x");
    Document page = site.page("");
    assertThat(page.select(".verdict").text()).isEqualTo("Degraded");
    assertThat(page.select("main > ul").text()).contains("parked");
    assertThat(page.select("h2").eachText()).contains("Inbox", "Failing hubs");
    assertThat(page.select("dl").text()).contains("Parked 1");
    site.hub.behaviour(HubBehaviour.refuse(503, "down"));
    refused("/other");
    assertThat(site.page("").select("table").text()).contains("127.0.0.1").contains("closed");
    assertThat(site.json("").body())
        .startsWith("{\"status\":\"DEGRADED\",\"reasons\":[{\"kind\":\"UPDATES_PARKED\"")
        .contains("\"subscriptions\":{\"PENDING\":0,\"ACTIVE\":1,")
        .contains("\"parked\":1")
        .contains("\"failures\":1")
        .contains("\"statistics\":{\"updatesTaken\":1");
  }

  @Test
  void nothingThatAHubSays_becomesMarkup() {
    site.hub.behaviour(HubBehaviour.deny(HOSTILE));
    Subscription denied = site.subscribed("/denied");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                site.subscriber.find(denied.id()).orElseThrow().state()
                    == SubscriptionState.DENIED);
    for (String path : List.of("subscriptions", "subscriptions/" + denied.id())) {
      Document page = site.page(path);
      assertThat(page.text()).contains(HOSTILE);
      assertThat(page.select("script, img")).isEmpty();
      assertThat(site.json(path).body()).doesNotContain("<script");
    }
    Document search = site.page("subscriptions?" + AdminSite.encoded("q", HOSTILE));
    assertThat(search.select("#q").attr("value")).isEqualTo(HOSTILE);
    assertThat(search.select("script, img")).isEmpty();
  }

  @Test
  void callbackToken_isLeftOut_whereAHubRepeatsIt() {
    Subscription subscription = site.subscribed("/feed");
    String token = subscription.registration().orElseThrow().callback().value();
    site.hub.deny(site.hub.requests("subscribe").get(0), "no more to " + token);
    for (String path : List.of("subscriptions", "subscriptions/" + subscription.id())) {
      assertThat(site.page(path).text()).contains("no more to").doesNotContain(token);
      assertThat(site.json(path).body()).doesNotContain(token);
    }
  }

  private InboxEntry parked(String content) {
    site.subscribed("/parked");
    site.isListenerBroken = true;
    site.hub.deliver(
        site.hub.requests("subscribe").get(site.hub.requests("subscribe").size() - 1),
        content.getBytes(UTF_8),
        "text/html");
    site.subscriber.runDueWork();
    List<InboxEntry> parked =
        inbox().list(ManageableInbox.Query.all().withState(InboxEntry.State.PARKED));
    return parked.get(parked.size() - 1);
  }

  private ManageableInbox inbox() {
    return (ManageableInbox) site.subscriber.operations().inbox().orElseThrow();
  }

  private void refused(String path) {
    try {
      site.subscribed(path);
    } catch (PushException expected) {
      assertThat(expected.subscription()).isPresent();
    }
  }

  private List<String> topics(String path) {
    return site.page(path).select("tbody th").eachText();
  }

  private String topic(String path) {
    return site.topics.url(path).toString();
  }
}
