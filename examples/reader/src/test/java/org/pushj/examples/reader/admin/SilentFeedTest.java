package org.pushj.examples.reader.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.pushj.Diagnosis.Verdict;
import org.pushj.examples.reader.jetty.AdminPage;
import org.pushj.examples.reader.page.Chromium;

/**
 * An operator who knows the admin page only finds there why a feed is silent, and mends it. Skipped
 * if there is no Chromium. With {@code -Dpush.pictures=FOLDER} it takes the pictures of the
 * documentation.
 */
class SilentFeedTest {
  private static final @Nullable String PICTURES = System.getProperty("push.pictures");
  private static final int WIDTH = 1000;

  /** Less than a page has, so that its picture ends where it does. */
  private static final int HEIGHT = 600;

  @RegisterExtension private static final Chromium chromium = new Chromium();

  private SilentWorld world;
  private BrowserContext context;
  private Page page;

  @AfterEach
  void close() {
    try {
      if (context != null) {
        context.close();
      }
    } finally {
      if (world != null) {
        world.close();
      }
    }
  }

  @Test
  void hubThatIsDown_isFound_andAskedOnceItIsBack() {
    String feed = subscribed(Duration.ofDays(11));
    world.stopHub();
    world.clock.advance(Duration.ofHours(228)); // The lease of 10 days is to be renewed.
    world.work();
    world.comeToThePresent();
    world.work();
    world.subscribeToAnother();

    open();
    filter("State", "failing", feed);
    diagnose(Verdict.HUB_DOWN, "hub", "no connection");
    picture("silent-hub-down");
    world.startHub();
    press("Renew");
    assertMended("Renew: 1 done, 0 failed");
  }

  @Test
  void denial_isFoundWithItsReason_andRetriedOnceThatIsSettled() {
    String feed = subscribed(Duration.ZERO);
    world.subscribeToAnother();
    world.deny("Your account is not paid for");

    open();
    filter("State", "denied", feed);
    diagnose(Verdict.DENIED, "state", "Your account is not paid for");
    picture("silent-denied");
    press("Retry");
    world.work();
    assertMended("Retry: 1 done, 0 failed");
  }

  @Test
  void leaseThatNobodyRenewed_isFound_andRetriedOnceANodeWorks() {
    String feed = subscribed(Duration.ofDays(12));
    world.comeToThePresent();
    world.subscribeToAnother();

    open();
    filter("State", "failing", feed);
    diagnose(Verdict.LEASE_LAPSED, "work", "no node does it");
    picture("silent-lease-lapsed");
    press("Retry");
    world.work();
    assertMended("Retry: 1 done, 0 failed");
  }

  @Test
  void listenerThatFails_isFoundWithItsError_andItsUpdateRequeuedOnceItWorks() {
    String feed = subscribed(Duration.ZERO);
    world.subscribeToAnother();
    world.isListenerBroken = true;
    world.publish("parked");

    open();
    page.locator("dt:text-is('Parked') + dd a").click();
    assertThat(page.locator("tbody th").allTextContents()).containsExactly(feed);
    page.locator("tbody a").click();
    page.locator("dt:text-is('Subscription') + dd a").click();
    diagnose(Verdict.LISTENER_FAILING, "listener", "the search index is not there");
    picture("silent-listener-failing");
    world.isListenerBroken = false;
    press("Its updates");
    page.getByLabel("Select " + feed).check();
    press("Requeue");
    world.comeToThePresent();
    world.work();
    assertThat(world.entries).containsExactly("parked");
    go("subscriptions");
    page.locator("tbody a:has-text('" + SilentWorld.FEED + "')").click();
    assertActive();
  }

  @Test
  void callbackThatNobodyReaches_isFound_andRetriedOnceItIsServed() {
    world = new SilentWorld(Duration.ZERO);
    world.startHub();
    String feed = world.subscribe();

    open();
    filter("State", "failing", feed);
    diagnose(Verdict.CALLBACK_UNREACHABLE, "callback", "No connection to the callback base");
    picture("silent-callback");
    world.serveCallback();
    press("Retry");
    world.work();
    assertMended("Retry: 1 done, 0 failed");
  }

  @Test
  void hubThatIsSilent_isFound_andRenewed() {
    String feed = subscribed(Duration.ofDays(8));
    world.publish("the last one");
    world.loseAtTheHub();
    world.comeToThePresent();
    world.publish("lost");
    world.subscribeToAnother();

    open();
    filter("Silent for", "7d", feed);
    diagnose(Verdict.HUB_SILENT, "updates", "The last one came");
    picture("silent-hub-silent");
    press("Renew");
    assertMended("Renew: 1 done, 0 failed");
  }

  /** Starts everything so long ago, with a subscription that works then. */
  private String subscribed(Duration ago) {
    world = new SilentWorld(ago);
    world.startHub();
    world.serveCallback();
    return world.subscribe();
  }

  private void open() {
    context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(WIDTH, HEIGHT)
                    .setHttpCredentials(AdminPage.USER, AdminWorld.PASSWORD));
    page = context.newPage();
    page.setDefaultTimeout(20_000); // A diagnosis takes its time.
    go("");
  }

  private void go(String path) {
    page.navigate(world.url(path));
  }

  /** Finds one subscription in the list by a filter, and opens its details. */
  private void filter(String label, String option, String feed) {
    page.locator("nav").getByText("Subscriptions").click();
    page.getByLabel(label).selectOption(option);
    press("Show");
    assertThat(page.locator("tbody th").allTextContents()).containsExactly(feed);
    page.locator("tbody a").click();
  }

  private void diagnose(Verdict verdict, String check, String found) {
    press("Diagnose");
    assertThat(page.locator(".verdict").textContent()).isEqualTo(verdict.text());
    assertThat(page.locator("main").textContent()).contains("What to do: " + verdict.nextStep());
    assertThat(page.locator("tbody tr:has(th span:text-is('" + check + "'))").textContent())
        .contains("bad", found);
  }

  /**
   * What was pressed has worked: the subscription is active, an update arrives, and all is well.
   */
  private void assertMended(String heading) {
    assertThat(page.locator("h1").textContent()).isEqualTo(heading);
    press("Back to the row");
    assertActive();
  }

  private void assertActive() {
    assertThat(page.locator(".state").textContent()).isEqualTo("active");
    world.publish("an entry at last");
    assertThat(world.entries).endsWith("an entry at last");
    press("Diagnose");
    assertThat(page.locator(".verdict").textContent()).isEqualTo(Verdict.HEALTHY.text());
  }

  /** Presses a button, or follows a link. */
  private void press(String name) {
    page.locator("main button:text-is('%1$s'), main a:text-is('%1$s')".formatted(name)).click();
  }

  private void picture(String name) {
    if (PICTURES != null) {
      byte[] png = page.screenshot(new Page.ScreenshotOptions().setFullPage(true));
      Picture.write(png, Path.of(PICTURES, name + ".png"));
    }
  }
}
