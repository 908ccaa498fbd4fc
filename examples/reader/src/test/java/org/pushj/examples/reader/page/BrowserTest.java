package org.pushj.examples.reader.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.pushj.examples.reader.Feeds;
import org.pushj.examples.reader.World;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;

/** A user of the page, with a keyboard. Skipped if there is no Chromium. */
class BrowserTest {
  @RegisterExtension private static final Chromium chromium = new Chromium();

  private final World world = new World();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private Page page;

  @BeforeEach
  void open() {
    page = chromium.browser().newPage();
    page.setDefaultTimeout((double) World.SOON.toMillis());
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (!message.type().equals("log")) {
            complaints.add(message.text());
          }
        });
    page.navigate(world.reader.url().toString());
    page.evaluate("window.sameAsBefore = true");
  }

  @AfterEach
  void close() {
    try {
      page.close();
    } finally {
      world.close();
    }
  }

  @Test
  void news_appearsWithoutReload_whenAUserSubscribesByKeyboard() {
    URI topic = world.topic("/feed");
    type(topic.toString());
    page.locator("#subscriptions .state.active").waitFor();
    assertThat(page.locator("#notice.done").textContent()).contains("The hub was asked");
    assertThat(page.locator("#url").inputValue()).isEmpty();

    HubRequest request = world.hub.requests("subscribe").get(0);
    String feed = Feeds.atom("My blog", Feeds.entry("1", "Hello <world>"));
    world.hub.delivery(request).content(feed, "application/atom+xml").send();
    page.locator("article h3 >> text=Hello <world>").waitFor();
    assertThat(page.locator("#arrived").textContent()).isEqualTo("1 new entry");
    assertThat(page.locator("#connection").textContent()).isEqualTo("Live");

    page.locator("button[id^=unsubscribe]").focus();
    page.keyboard().press("Enter");
    page.locator("#subscriptions .empty").waitFor();
    assertThat(page.locator(":focus").getAttribute("id")).isEqualTo("feeds-heading");
    assertThat(page.evaluate("window.sameAsBefore")).isEqualTo(true);
    assertThat(complaints).isEmpty();
  }

  @Test
  void subscriptions_areFound_andStayUpToDate() {
    assertThat(page.locator("#q").isVisible()).isFalse();
    world.hub.behaviour(HubBehaviour.hold());
    List<HubRequest> requests =
        IntStream.rangeClosed(0, Listing.MAX)
            .mapToObj(i -> world.subscribed("/feed" + i).request())
            .toList();
    page.locator("#q").fill("feed" + Listing.MAX);
    page.keyboard().press("Enter");
    page.locator("#subscriptions .state.pending").waitFor();
    assertThat(page.url()).endsWith("/?q=feed" + Listing.MAX);
    world.hub.verify(requests.get(Listing.MAX));
    page.locator("#subscriptions .state.active").waitFor();
    assertThat(page.locator("#subscriptions li").count()).isEqualTo(1);

    page.locator("#first").click();
    page.locator("#next").click();
    page.locator("#subscriptions .state.active").waitFor();
    assertThat(page.locator("#subscriptions li").count()).isEqualTo(1);
    assertThat(complaints).isEmpty();
  }

  @Test
  void error_isShownWithoutReload_andTheInputIsKept() {
    world.hub.behaviour(HubBehaviour.refuse(403, "<b>not</b> here"));
    URI topic = world.topic("/feed");
    type(topic.toString());
    page.locator("#notice.error").waitFor();
    assertThat(page.locator("#notice").textContent()).contains("403").contains("<b>not</b> here");
    assertThat(page.locator("#url").inputValue()).isEqualTo(topic.toString());
    page.locator("#subscriptions .state.failed").waitFor();
    assertThat(page.evaluate("window.sameAsBefore")).isEqualTo(true);
  }

  /** Tabs past the link to the news to the field, and submits the form. */
  private void type(String address) {
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    assertThat(page.locator(":focus").getAttribute("id")).isEqualTo("url");
    page.keyboard().type(address);
    page.keyboard().press("Enter");
  }
}
