package org.pushj.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.Subscription;
import org.pushj.spi.SubscriptionQuery;

/** What is done with more subscriptions than one request has time for. */
class AdminManyTest {
  private AdminSite site;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    site = AdminSite.onJetty(folder);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void page_saysThatNotAllAreDone_andGoesOnWhereItEnded() {
    List<Subscription> all =
        List.of(site.subscribed("/one"), site.subscribed("/two"), site.subscribed("/three"));
    site.tick = Duration.ofSeconds(11);
    Document part =
        Jsoup.parse(
            site.submit("subscriptions/pause-all", "all", "true", "confirmed", "true").body());
    assertThat(part.select("p[role=status]").text()).startsWith("1 done, 0 failed;");
    assertThat(part.select(".note").text()).contains("there are more");
    Element after = part.selectFirst("input[name=after]");
    assertThat(after.val()).isEqualTo(all.get(0).id().toString());

    site.tick = Duration.ZERO;
    assertThat(
            site.submit(
                    "subscriptions/pause-all",
                    "all",
                    "true",
                    "confirmed",
                    "true",
                    "after",
                    after.val())
                .body())
        .contains("2 done, 0 failed;")
        .doesNotContain("there are more");
    assertThat(site.subscriber.operations().list(SubscriptionQuery.all()))
        .allMatch(Subscription::paused);
  }

  @Test
  void program_isToldWhereToGoOn() {
    Subscription first = site.subscribed("/one");
    site.subscribed("/two");
    site.tick = Duration.ofSeconds(11);
    assertThat(site.jsonSubmit("subscriptions/pause-all", "all", "true").body())
        .isEqualTo("{\"done\":1,\"failed\":0,\"after\":\"" + first.id() + "\"}");
  }
}
