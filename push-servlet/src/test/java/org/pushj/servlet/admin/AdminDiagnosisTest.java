package org.pushj.servlet.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.Diagnosis;
import org.pushj.Diagnosis.Verdict;
import org.pushj.PushException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.HubBehaviour;

/** An operator finds on the page alone why a feed is silent, and mends it there. */
class AdminDiagnosisTest {
  private static final String HOSTILE = "<script>alert(1)</script>";

  private static final Path GUIDE = Path.of("../src-site/markdown/operating.md");

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
  void subscription_isWell_untilItIsNot() {
    Subscription subscription = site.subscribed("/feed");
    Document page = diagnosis(subscription, Verdict.HEALTHY);
    assertThat(page.select("tbody th").eachText()).contains("callback", "topic", "hub");
    assertThat(page.text()).contains(subscription.topic().toString());
    String path = "subscriptions/" + subscription.id() + "/diagnosis";
    HttpResponse<String> json = site.jsonSubmit(path);
    assertThat(json.body()).contains("\"topic\":\"" + subscription.topic() + "\"");
    assertThat(json.body())
        .contains("\"verdict\":\"HEALTHY\"")
        .contains("\"findings\":[{\"check\":\"STATE\",\"result\":\"OK\"");
    String token = subscription.registration().orElseThrow().callback().value();
    assertThat(json.body()).doesNotContain(token);
    assertThat(page.html()).doesNotContain(token);
    assertThat(site.send(site.form(path)).statusCode()).isEqualTo(403);
  }

  @Test
  void get_saysHowToAsk() throws IOException {
    Subscription subscription = site.subscribed("/feed");
    String id = subscription.id().toString();
    String path = "subscriptions/" + id + "/diagnosis";
    HttpResponse<String> json = site.json(path);
    assertThat(json.statusCode()).isEqualTo(405);
    assertThat(json.headers().firstValue("Allow")).contains("POST");
    assertThat(json.body())
        .startsWith("{\"error\":\"A diagnosis contacts the hub, the topic and the callback URL")
        .contains("\"curl\":[\"admin=https://reader.example/admin\",\"token=$(curl -s -u USER ")
        .contains("\"  -X POST $admin/" + path + "\"]")
        .contains(
            "\"java\":[\"Optional\\u003cDiagnosis> diagnosis = subscriber.operations().diagnose(");

    HttpResponse<String> html = site.send(site.request(path, AdminSite.ADMIN).GET());
    assertThat(html.statusCode()).isEqualTo(405);
    assertThat(html.headers().firstValue("Allow")).contains("POST");
    Document page = Jsoup.parse(html.body());
    assertThat(page.select("[role=alert]").text()).contains("accepts only POST");
    assertThat(page.select("form[method=post][action$=" + path + "] button").text())
        .isEqualTo("Diagnose");
    String curl = page.select("pre").get(0).wholeText();
    String java = page.select("pre").get(1).wholeText();
    assertThat(Files.readString(GUIDE))
        .contains(curl.replace(id, "ID"))
        .contains(java.replace("\"" + id + "\"", "id"));
    assertThat(site.hub.requests("subscribe")).as("nobody was asked").hasSize(1);
    assertSampleFinds(id);
  }

  /** The code that the guide and the page show. */
  private void assertSampleFinds(String id) {
    Subscriber subscriber = site.subscriber;
    // START SNIPPET: diagnose
    Optional<Diagnosis> diagnosis = subscriber.operations().diagnose(SubscriptionId.of(id));
    diagnosis.ifPresentOrElse(
        found -> System.out.println(found.verdict().text() + " " + found.verdict().nextStep()),
        () -> System.out.println("There is no such subscription, or it has ended."));
    // END SNIPPET: diagnose
    assertThat(diagnosis.orElseThrow().verdict()).isEqualTo(Verdict.HEALTHY);
  }

  @Test
  void hubThatIsDown_isFound_andRetried() {
    site.hub.behaviour(HubBehaviour.refuse(503, HOSTILE));
    Subscription subscription = refused("/feed");
    Document page = diagnosis(subscription, Verdict.HUB_DOWN);
    assertThat(page.select("script")).isEmpty();
    site.hub.behaviour(HubBehaviour.inline());
    press(page, subscription, "retry");
    site.subscriber.runDueWork();
    diagnosis(subscription, Verdict.HEALTHY);
  }

  @Test
  void denial_isFound_withItsReason_andRetried() {
    Subscription subscription = site.subscribed("/feed");
    site.hub.deny(site.hub.requests("subscribe").get(0), "pay first " + HOSTILE);
    Document page = diagnosis(subscription, Verdict.DENIED);
    assertThat(page.text()).contains("pay first " + HOSTILE);
    press(page, subscription, "retry");
    site.subscriber.runDueWork();
    diagnosis(subscription, Verdict.HEALTHY);
  }

  @Test
  void failingListener_isFound_andItsUpdateRequeued() {
    Subscription subscription = site.subscribed("/feed");
    site.isListenerBroken = true;
    site.hub.deliver(
        site.hub.requests("subscribe").get(0), "an entry".getBytes(UTF_8), "text/plain");
    site.subscriber.runDueWork();
    Document page = diagnosis(subscription, Verdict.LISTENER_FAILING);
    assertThat(page.text()).contains("<b>broken</b>");
    site.isListenerBroken = false;
    ManageableInbox inbox = (ManageableInbox) site.subscriber.operations().inbox().orElseThrow();
    String id = site.page("inbox?state=parked").select("input[name=id]").attr("value");
    site.submit("inbox/requeue", "id", id);
    site.subscriber.runDueWork();
    assertThat(inbox.list(ManageableInbox.Query.all().withState(InboxEntry.State.PARKED)))
        .isEmpty();
    diagnosis(subscription, Verdict.HEALTHY);
  }

  @Test
  void callbackThatNobodyReaches_isFound() {
    Subscription subscription = site.subscribed("/feed");
    site.closeCallbacks();
    Document page = diagnosis(subscription, Verdict.CALLBACK_UNREACHABLE);
    assertThat(page.text()).contains("callback base, DNS, proxy, firewall");
  }

  @Test
  void callbackBaseAtWhichNoHubVerifies_isOnTheOverview_andInTheDiagnosis() {
    site.closeCallbacks();
    site.hub.behaviour(HubBehaviour.hold());
    Subscription subscription = site.subscribed("/feed");
    URI base = subscription.registration().orElseThrow().callbackBase();
    site.tick = Duration.ofMinutes(1);
    assertThat(site.page("").text())
        .contains("No hub has verified a request at the callback base " + base + " yet")
        .contains("Diagnose on the admin page");
    assertThat(site.json("").body()).contains("{\"kind\":\"VERIFICATIONS_OVERDUE\"");
    site.tick = Duration.ZERO;
    Document page = diagnosis(subscription, Verdict.CALLBACK_UNREACHABLE);
    assertThat(page.text()).contains("the callback URL under the callback base " + base);
  }

  private Document diagnosis(Subscription subscription, Verdict verdict) {
    HttpResponse<String> answer = site.submit("subscriptions/" + subscription.id() + "/diagnosis");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Document page = Jsoup.parse(answer.body());
    assertThat(page.select(".verdict").text()).as(page.text()).isEqualTo(verdict.text());
    assertThat(page.text()).contains("What to do: " + verdict.nextStep());
    return page;
  }

  private void press(Document page, Subscription subscription, String action) {
    assertThat(page.select("button[formaction$=subscriptions/" + action + "]")).hasSize(1);
    site.submit("subscriptions/" + action, "id", subscription.id().toString());
  }

  private Subscription refused(String path) {
    try {
      return site.subscribed(path);
    } catch (PushException refused) {
      Subscription kept = site.subscriber.find(refused.subscription().orElseThrow()).orElseThrow();
      assertThat(kept.state()).isEqualTo(SubscriptionState.FAILED);
      return kept;
    }
  }
}
