package org.pushj.examples.reader.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.SubscriptionRequest;
import org.pushj.examples.reader.Feeds;
import org.pushj.examples.reader.ReaderClient.Subscribed;
import org.pushj.examples.reader.World;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;

class PageTest {
  private static final String HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";

  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void page_helps_whenItIsEmpty() {
    Document page = page();
    assertThat(page.select("#subscriptions .empty").text()).contains("Paste a feed's address");
    assertThat(page.select("form.subscribe label[for=url]")).hasSize(1);
    assertThat(page.select("input[name=url]").attr("id")).isEqualTo("url");
  }

  @Test
  void page_showsSubscriptions_withStateAndLease() {
    Subscribed subscribed = world.subscribed("/feed");
    Element item = page().selectFirst("#subscriptions li");
    assertThat(item.select(".state").text()).isEqualTo("active");
    assertThat(item.select(".facts").text()).contains("10 days left");
    assertThat(item.select("form").eachAttr("action"))
        .containsExactly(
            "/subscriptions/" + subscribed.id() + "/renew",
            "/subscriptions/" + subscribed.id() + "/unsubscribe");
    assertThat(item.select("button").eachAttr("aria-label"))
        .allSatisfy(label -> assertThat(label).contains("/feed"));
  }

  @Test
  void page_explainsWhatIsUnsubscribing_andOffersToForgetIt() {
    Subscribed subscribed = world.subscribed("/feed");
    world.hub.behaviour(HubBehaviour.refuse(503, "not now"));
    HttpResponse<String> answer =
        world.post("/subscriptions/" + subscribed.id() + "/unsubscribe", "", "Accept", "text/html");
    assertThat(noticeAfter(answer)).contains("has ended here");
    Element item = page().selectFirst("#subscriptions li");
    assertThat(item.select(".state").text()).isEqualTo("unsubscribing");
    assertThat(item.select(".meaning").text()).startsWith("You have ended this subscription");
    String forget = "/subscriptions/" + subscribed.id() + "/forget";
    assertThat(item.select("form").eachAttr("action")).containsExactly(forget);
    assertThat(noticeAfter(world.post(forget, "", "Accept", "text/html"))).contains("forgotten");
    assertThat(page().select("#subscriptions li")).isEmpty();
  }

  @Test
  void page_showsTheResource_whileNoHubIsFound() {
    URI topic = world.site.page("/page", FakeResponse.of(200).body("text/html", "<p>no hub"));
    world.reader.subscriber().subscribeLater(SubscriptionRequest.of(topic));
    assertThat(topics(page())).containsExactly(topic.toString());
    assertThat(page().select(".facts").text()).contains("no hub found yet");
  }

  @Test
  void page_showsSomeSubscriptions_andTheWayToTheOthers() {
    for (int i = 0; i <= Listing.MAX; i++) {
      world.subscribed("/feed" + i);
    }
    Document first = page();
    assertThat(topics(first)).hasSize(Listing.MAX).doesNotContain(topic(Listing.MAX));
    assertThat(first.select("#first")).isEmpty();
    Document second = page(first.select("#next").attr("href"));
    assertThat(topics(second)).containsExactly(topic(Listing.MAX));
    assertThat(second.select("#next")).isEmpty();
    assertThat(second.select("#first").attr("href")).isEqualTo("/");
  }

  @Test
  void page_showsTheNewestFirst_whenItShowsAll() {
    world.subscribed("/feed0");
    world.subscribed("/feed1");
    assertThat(topics(page())).containsExactly(topic(1), topic(0));
    assertThat(page().select("#subscriptions nav")).isEmpty();
  }

  @Test
  void page_showsWhatIsLookedFor() {
    world.subscribed("/feed0");
    world.subscribed("/feed1");
    Document found = page("/?q=FEED1");
    assertThat(topics(found)).containsExactly(topic(1));
    assertThat(found.select("#q").attr("value")).isEqualTo("FEED1");
    assertThat(found.select("#subscriptions nav a").attr("href")).isEqualTo("/");
    Document none = page("/?" + World.form("q", HOSTILE));
    assertThat(none.select("#subscriptions .empty").text()).contains(HOSTILE);
    assertThat(none.select("#q").attr("value")).isEqualTo(HOSTILE);
    assertThat(none.select("[onerror], img[src=x]")).isEmpty();
  }

  @Test
  @DisplayName("SEC-4: nothing that a feed or a hub says becomes markup")
  void page_escapesWhatStrangersSay() {
    world.hub.behaviour(HubBehaviour.refuse(400, HOSTILE));
    assertThat(world.subscribe("url", world.topic("/refused")).statusCode()).isEqualTo(502);
    world.hub.behaviour(HubBehaviour.inline());
    Subscribed subscribed = world.subscribed("/feed");
    String feed = Feeds.atom(HOSTILE, Feeds.entry("1", HOSTILE, "javascript:alert(1)", HOSTILE));
    world.hub.deliver(subscribed.request(), feed.getBytes(UTF_8), "application/atom+xml");
    world.hub.deliver(subscribed.request(), new byte[1], "text/" + HOSTILE.replace("\"", ""));
    World.soon().until(() -> page().select("article").size() == 2);
    Document page = page();
    assertThat(page.select("script")).hasSize(1);
    assertThat(page.select("script").attr("src")).isEqualTo("/reader.js");
    assertThat(page.select("[onerror], img[src=x]")).isEmpty();
    assertThat(page.select("a[href^=javascript]")).isEmpty();
    assertThat(page.select("article h3").eachText()).contains(HOSTILE);
    assertThat(page.select(".problem").text()).contains(HOSTILE);
  }

  @Test
  void page_showsAnEntryOnce_whenItIsDeliveredTwice() {
    Subscribed subscribed = world.subscribed("/feed");
    String first = Feeds.atom("A", Feeds.entry("1", "one"));
    String again = Feeds.atom("A", Feeds.entry("1", "one"), Feeds.entry("2", "two"));
    for (String feed : List.of(first, again)) {
      world.hub.deliver(subscribed.request(), feed.getBytes(UTF_8), "application/atom+xml");
    }
    World.soon().until(() -> page().select("article").size() == 2);
    assertThat(page().select("article h3").eachText()).containsExactly("two", "one");
    assertThat(world.updates()).hasSize(2);
  }

  @Test
  @DisplayName("contract: the page's form is answered with 303 back to the page")
  void form_leadsBackToThePage_whenItWasSentWithoutScript() {
    HttpResponse<String> answer =
        world.post(
            "/subscriptions",
            World.form("url", world.topic("/feed")),
            "Accept",
            "text/html,application/xhtml+xml;q=0.9");
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/");
    assertThat(noticeAfter(answer)).contains("The hub was asked");
  }

  @Test
  void error_isShownOnThePage_whenTheFormWasSentWithoutScript() {
    HttpResponse<String> answer =
        world.post("/subscriptions", World.form("url", HOSTILE), "Accept", "text/html");
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(noticeAfter(answer)).startsWith("url: ").contains(HOSTILE);
    assertThat(page().select("#notice").text()).isEmpty();
  }

  @Test
  void notice_isLeftOut_whenItIsNotOurs() {
    for (String cookie : List.of("notice=%%%", "notice=", "notice=____", "=;;notice")) {
      HttpResponse<String> answer = world.get("/", "Cookie", cookie);
      assertThat(answer.statusCode()).as(cookie).isIn(200, 400);
      assertThat(answer.body()).doesNotContain("____");
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "GET, /nothing, 404",
    "GET, /favicon.ico, 200",
    "GET, /subscriptions/, 404",
    "GET, /callback/unknown, 404",
    "GET, /WEB-INF/web.xml, 404",
    "GET, /reader.js;x=y, 404",
    "GET, //, 400",
    "GET, /%2e%2e/x, 400",
    "PUT, /subscriptions, 405",
    "DELETE, /updates, 405",
    "POST, /, 405",
    "TRACE, /, 405",
    "OPTIONS, /subscriptions, 405",
    "BREW, /, 405",
    "HEAD, /, 200",
    "HEAD, /events, 200",
    "GET, /reader.css, 200"
  })
  void answer_isSafe_atEveryAddress(String method, String path, int status) {
    HttpResponse<String> answer =
        world.send(
            HttpRequest.newBuilder(
                    URI.create(world.reader.url().toString().replaceFirst("/$", "") + path))
                .method(method, BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Server")).isEmpty();
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
    if (status == 405) {
      assertThat(answer.headers().firstValue("Allow")).isPresent();
    }
  }

  private Document page() {
    return page("/");
  }

  private Document page(String address) {
    return Jsoup.parse(world.get(address).body());
  }

  private static List<String> topics(Document page) {
    return page.select("#subscriptions .topic").eachAttr("href");
  }

  private String topic(int number) {
    return world.site.url("/feed" + number).toString();
  }

  private String noticeAfter(HttpResponse<String> answer) {
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
    String pair = cookie.substring(0, cookie.indexOf(';'));
    HttpResponse<String> page = world.get("/", "Cookie", pair);
    assertThat(page.headers().firstValue("Set-Cookie").orElseThrow()).contains("1970");
    return Jsoup.parse(page.body()).select("#notice").text();
  }
}
