package org.pushj.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.Subscription;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.OperatorAction;

/** Actions that have nothing to act on, or that would act on more than was meant. */
class AdminActionsTest {
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
  void allSubscriptions_areLeftAlone_unlessAllIsSaid() {
    site.subscribed("/feed");
    for (String name : List.of("state", "hub", "ending", "silent", "q", "after")) {
      HttpResponse<String> empty =
          site.jsonSubmit("subscriptions/pause-all", name, "", "all", "true");
      assertThat(empty.statusCode()).as(name).isEqualTo(400);
      assertThat(empty.body()).contains("The parameter " + name + " is empty");
    }
    HttpResponse<String> missing = site.jsonSubmit("subscriptions/pause-all");
    assertThat(missing.statusCode()).isEqualTo(400);
    assertThat(missing.body()).contains("The parameter all is missing");
    assertThat(site.jsonSubmit("subscriptions/pause-all", "q", " ").statusCode()).isEqualTo(400);
    assertThat(site.jsonSubmit("subscriptions/pause-all", "all", "false").statusCode())
        .isEqualTo(400);
    assertThat(site.subscriber.operations().list(SubscriptionQuery.all()))
        .noneMatch(Subscription::paused);

    assertThat(site.jsonSubmit("subscriptions/pause-all", "all", "true").body())
        .isEqualTo("{\"done\":1,\"failed\":0,\"after\":null}");
  }

  @Test
  void pagesOwnForms_sayAll_whereNothingIsFiltered() {
    site.subscribed("/feed");
    Element form =
        site.page("subscriptions").selectFirst("form:has(button[formaction$=pause-all])");
    assertThat(form.select("input[name=all]").eachAttr("value")).containsExactly("true");
    Element question =
        Jsoup.parse(site.submit("subscriptions/pause-all", "all", "true").body())
            .selectFirst("form:has(input[name=confirmed])");
    assertThat(question.select("input[name=all]").eachAttr("value")).containsExactly("true");
    assertThat(site.page("subscriptions?state=active").select("input[name=all]")).isEmpty();
  }

  @Test
  void action_isNotDone_whereItChangesNothing() {
    Subscription healthy = site.subscribed("/healthy");
    Subscription paused = site.subscribed("/paused");
    site.subscriber.operations().apply(OperatorAction.PAUSE, paused.id());
    assertNothingToDo("retry", healthy);
    assertNothingToDo("resume", healthy);
    assertNothingToDo("renew", paused);
    assertNothingToDo("retry", paused);
    assertNothingToDo("pause", paused);
    assertThat(site.hub.requests()).hasSize(2);
    assertThat(site.jsonSubmit("subscriptions/renew", "id", healthy.id().toString()).body())
        .startsWith("{\"done\":1,\"failed\":0");
  }

  @Test
  void action_isNotDone_whileTheEndIsWanted() {
    Subscription ending = site.subscribed("/ending");
    site.closeCallbacks();
    site.subscriber.unsubscribe(ending.id());
    assertThat(site.subscriber.find(ending.id())).isPresent();
    assertNothingToDo("renew", ending);
    assertNothingToDo("pause", ending);
    assertNothingToDo("resume", ending);
  }

  private void assertNothingToDo(String action, Subscription subscription) {
    HttpResponse<String> answer =
        site.submit("subscriptions/" + action, "id", subscription.id().toString());
    assertThat(answer.statusCode()).as(action).isEqualTo(409);
    assertThat(answer.body())
        .contains("0 done, 1 failed")
        .contains("Skipped: not found, or not applicable");
  }
}
