package org.pushj.examples.reader.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.examples.reader.World;
import org.pushj.examples.reader.jetty.AdminPage;
import org.pushj.examples.reader.page.Chromium;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.HubBehaviour;

/** An operator at the admin page. Skipped if there is no Chromium. */
class AdminBrowserTest {
  private static final String HOSTILE =
      "\"'><script>document.title='hacked'</script><img src=x onerror=document.title='hacked'>";
  private static final Set<String> SERIOUS = Set.of("serious", "critical");
  @RegisterExtension private static final Chromium chromium = new Chromium();

  private final AdminWorld world = new AdminWorld();
  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;
  private Page page;

  @AfterEach
  void close() {
    try {
      if (context != null) {
        context.close();
      }
    } finally {
      world.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void subscriptions_areMadeLookedAtAndEnded(boolean hasScripts) {
    open(new Browser.NewContextOptions().setJavaScriptEnabled(hasScripts));
    go("subscribe");
    page.getByLabel("Address of a feed or page")
        .fill(world.site.advertise("/feed", world.hub.url()).toString());
    press("Look it up");
    assertThat(heading()).isEqualTo("Subscribe to this?");
    assertThat(page.locator("dd").nth(1).textContent()).isEqualTo(world.hub.url().toString());
    assertThat(world.hub.requests()).isEmpty();
    press("Subscribe");
    assertThat(heading()).isEqualTo("The hub was asked");
    assertThat(page.locator(".state").textContent()).isEqualTo("active");

    page.getByText("Look at the subscription").click();
    press("Diagnose");
    assertThat(page.locator(".verdict").textContent())
        .isEqualTo("Healthy: no check found a problem.");
    press("Pause");
    assertThat(subscription().paused()).isTrue();
    press("Back to the row", "Resume");
    assertThat(subscription().paused()).isFalse();
    press("Back to the row", "Renew");
    assertThat(heading()).isEqualTo("Renew: 1 done, 0 failed");
    assertThat(world.hub.requests("subscribe")).hasSizeGreaterThan(1);
    press("Back to the row", "Unsubscribe");
    assertThat(subscription().wanted()).isTrue();
    press("Unsubscribe 1 row");
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rows_areSelectedByKeyboard_andForgotten(boolean hasScripts) {
    world.subscribed("/one");
    world.subscribed("/two");
    world.subscribed("/three");
    open(new Browser.NewContextOptions().setJavaScriptEnabled(hasScripts));
    go("subscriptions");
    for (String topic : List.of("/one", "/three")) {
      page.getByLabel("Select " + world.site.url(topic)).focus();
      page.keyboard().press("Space");
    }
    page.locator("button:text-is('Forget')").focus();
    page.keyboard().press("Enter");
    page.locator("h1:text-is('Forget?')").waitFor();
    press("Forget 2 rows");
    assertThat(heading()).isEqualTo("Forget: 2 done, 0 failed");
    page.getByText("Back to the list").click();
    assertThat(page.locator("tbody th").allTextContents())
        .containsExactly(world.site.url("/two").toString());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void allThatFail_areFilteredAndRetried(boolean hasScripts) {
    world.subscribed("/good");
    world.hub.behaviour(HubBehaviour.refuse(503, "not now"));
    world.subscribed("/bad");
    world.hub.behaviour(HubBehaviour.inline());
    open(new Browser.NewContextOptions().setJavaScriptEnabled(hasScripts));
    go("subscriptions");
    page.getByLabel("State").selectOption("failing");
    press("Show");
    assertThat(page.locator("tbody th").allTextContents())
        .containsExactly(world.site.url("/bad").toString());
    assertThat(page.locator("tbody tr").textContent()).contains("503").contains("not now");
    press("Retry all");
    assertThat(heading()).isEqualTo("Retry all that match?");
    press("Retry all that match");
    assertThat(page.locator("[role=status]").textContent()).startsWith("1 done, 0 failed");
    world.subscriber.runDueWork();
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all()))
        .allMatch(each -> each.state() == SubscriptionState.ACTIVE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void parkedUpdatesAndPings_areRequeuedAndDiscarded(boolean hasScripts) {
    park();
    open(new Browser.NewContextOptions().setJavaScriptEnabled(hasScripts));
    go("inbox?state=parked");
    page.locator("tbody a").click();
    assertThat(page.locator("pre").textContent()).contains("broken");
    press("Requeue");
    assertThat(updates(InboxEntry.State.WAITING)).isEqualTo(1);
    world.subscriber.runDueWork();
    press("Back to the row", "Discard", "Discard 1 row");
    assertThat(world.subscriber.operations().inbox().orElseThrow().load().updates()).isZero();

    go("pings?state=parked");
    page.locator("tbody input").check();
    press("Requeue");
    assertThat(heading()).isEqualTo("Requeue: 1 done, 0 failed");
    world.publisher.runDueWork();
    go("pings?state=parked");
    page.locator("tbody input").check();
    press("Discard", "Discard 1 row");
    assertThat(world.publisher.list(ManageableQueue.Query.all())).isEmpty();
  }

  @Test
  void nothingFromOutside_runs() {
    park();
    world.hub.deny(world.hub.requests("subscribe").get(0), HOSTILE);
    open(new Browser.NewContextOptions());
    for (String path : paths()) {
      go(path);
      assertThat(page.title()).as(path).doesNotContain("hacked");
      assertThat(page.locator("img, script, b").count()).isZero();
    }
    go("subscriptions");
    assertThat(page.locator("tbody").textContent()).contains(HOSTILE);
    go("inbox");
    page.locator("tbody a").first().click();
    page.getByText("All of it as plain text").click();
    assertThat(page.locator("body").textContent()).contains(HOSTILE);
    assertThat(page.title()).doesNotContain("hacked");
    assertThat(complaints).isEmpty();
  }

  @Test
  void everyPage_fitsIntoANarrowWindow() {
    park();
    world.subscribed("/" + "a".repeat(400));
    open(new Browser.NewContextOptions().setViewportSize(360, 640));
    for (String path : paths()) {
      go(path);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).as(path).isEqualTo(360);
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 360", "DARK, 360"})
  void everyPage_isAccessible(ColorScheme scheme, int width) {
    park();
    world.hub.deny(world.hub.requests("subscribe").get(0), "no more");
    open(new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 800));
    for (String path : paths()) {
      go(path);
      assertThat(faults()).as(path).isEmpty();
    }
    go("subscriptions");
    page.locator("tbody input").first().check();
    press("Forget");
    assertThat(faults()).as("the question").isEmpty();
    go("subscriptions?size=0");
    assertThat(faults()).as("a refusal").isEmpty();
    go("subscriptions/" + subscription().id());
    press("Diagnose");
    page.locator(".verdict").waitFor();
    assertThat(faults()).as("the diagnosis").isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
  }

  private List<String> faults() {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(each -> SERIOUS.contains(each.getImpact()))
            .map(each -> each.getId() + ": " + each.getNodes())
            .toList();
  }

  /** Parks an update, and a ping. */
  private void park() {
    world.subscribed("/feed");
    world.deliver("<feed><title>broken " + HOSTILE + "</title></feed>");
    world.subscriber.runDueWork();
    world.hub.behaviour(HubBehaviour.refuse(503, HOSTILE));
    world.publisher.publishLater(URI.create("https://blog.example/feed"));
    world.publisher.runDueWork();
  }

  private List<String> paths() {
    List<String> paths =
        new ArrayList<>(
            List.of(
                "", "subscriptions", "subscriptions?state=failing", "inbox", "pings", "subscribe"));
    paths.add("subscriptions/" + subscription().id());
    world
        .subscriber
        .operations()
        .inbox()
        .map(ManageableInbox.class::cast)
        .orElseThrow()
        .list(ManageableInbox.Query.all())
        .forEach(each -> paths.add("inbox/" + each.id()));
    for (QueuedPing each : world.publisher.list(ManageableQueue.Query.all())) {
      paths.add("pings/" + each.id());
    }
    return paths;
  }

  private void open(Browser.NewContextOptions options) {
    context =
        chromium
            .browser()
            .newContext(options.setHttpCredentials(AdminPage.USER, AdminWorld.PASSWORD));
    page = context.newPage();
    page.setDefaultTimeout((double) World.SOON.toMillis());
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> complaints.add(message.text()));
  }

  private void go(String path) {
    page.navigate(world.url(path));
    assertThat(page.locator("h1").count()).as(path).isEqualTo(1);
  }

  /** Presses buttons, or follows links, one after the other. */
  private void press(String... names) {
    for (String name : names) {
      page.waitForResponse(
          answer -> answer.request().isNavigationRequest(),
          () ->
              page.locator("main button:text-is('%1$s'), main a:text-is('%1$s')".formatted(name))
                  .click());
      page.waitForLoadState();
    }
  }

  private String heading() {
    return page.locator("h1").textContent();
  }

  private Subscription subscription() {
    return world.subscriber.operations().list(SubscriptionQuery.all()).get(0);
  }

  private long updates(InboxEntry.State state) {
    return world
        .subscriber
        .operations()
        .inbox()
        .map(ManageableInbox.class::cast)
        .orElseThrow()
        .list(ManageableInbox.Query.all().withState(state))
        .size();
  }
}
