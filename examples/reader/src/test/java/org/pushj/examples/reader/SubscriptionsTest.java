package org.pushj.examples.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.examples.reader.ReaderClient.Subscribed;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;

class SubscriptionsTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName("APP-1: 202 with id, topic, hub, state and callback, once the hub has answered")
  void subscribing_answersWithTheSubscription() {
    world.hub.behaviour(HubBehaviour.hold());
    URI topic = world.topic("/feed");
    HttpResponse<String> answer = world.subscribe("url", topic);
    assertThat(answer.statusCode()).isEqualTo(202);
    JsonObject json = World.json(answer);
    HubRequest asked = world.hub.requests("subscribe").get(0);
    assertThat(json.keySet()).containsExactly("id", "topic", "hub", "state", "callback");
    assertThat(json.get("topic").getAsString()).isEqualTo(topic.toString());
    assertThat(json.get("hub").getAsString()).isEqualTo(world.hub.url().toString());
    assertThat(json.get("state").getAsString()).isEqualTo("pending");
    assertThat(json.get("callback").getAsString()).isEqualTo(asked.callback());
    assertThat(asked.callback()).startsWith(world.reader.url() + "callback/");
  }

  @Test
  @DisplayName("APP-1: a URL is taken as people type it")
  void subscribing_mendsTheUrl_whenItIsTyped() {
    URI topic = world.topic("/caf%C3%A9%20de/");
    String typed = topic.toString().replace("http://", "HTTP://").replace("%C3%A9%20", "\u00e9 ");
    HttpResponse<String> answer = world.subscribe("url", typed, "hub", world.hub.url());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(World.json(answer).get("topic").getAsString()).isEqualTo(topic.toString());
    assertThat(world.hub.requests("subscribe").get(0).topic()).isEqualTo(topic.toString());
  }

  @Test
  @DisplayName("APP-1: 422 where no hub is found, and no hub is asked")
  void subscribing_is422_whenThePageNamesNoHub() {
    URI page = world.site.page("/page", FakeResponse.of(200).body("text/html", "<p>no hub"));
    HttpResponse<String> answer = world.subscribe("url", page);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(World.error(answer)).contains(page.toString());
    assertThat(world.hub.requests()).isEmpty();
  }

  @Test
  @DisplayName("APP-1: 502 where the hub refuses")
  void subscribing_is502_whenTheHubRefuses() {
    world.hub.behaviour(HubBehaviour.refuse(403, "not this topic"));
    HttpResponse<String> answer = world.subscribe("url", world.topic("/feed"));
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(World.error(answer)).contains("403").contains("not this topic");
  }

  @Test
  @DisplayName("APP-2: the hub and the lease of the form are used, and secret=none sends no secret")
  void subscribing_obeysTheOptionsOfTheForm() {
    URI topic = world.site.page("/plain", FakeResponse.of(200).body("text/html", "<p>no hub"));
    HttpResponse<String> answer =
        world.subscribe(
            "url", topic, "hub", world.hub.url(), "lease_seconds", "86400", "secret", "none");
    assertThat(answer.statusCode()).isEqualTo(202);
    HubRequest asked = world.hub.requests("subscribe").get(0);
    assertThat(asked.topic()).isEqualTo(topic.toString());
    assertThat(asked.leaseSeconds()).contains("86400");
    assertThat(asked.secret()).isEmpty();
    assertThat(world.site.requests()).isEmpty();
  }

  @Test
  @DisplayName("APP-2: empty fields, as the page's form sends them, are fields that are not there")
  void subscribing_takesEmptyFieldsForNone() {
    HttpResponse<String> answer =
        world.subscribe("url", world.topic("/feed"), "hub", "", "lease_seconds", " ", "secret", "");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(world.hub.requests("subscribe").get(0).secret()).isPresent();
  }

  @Test
  @DisplayName("APP-3: the list and each row have the fields, and the lease that was granted")
  void subscriptions_areListed() {
    Subscribed active = world.subscribed("/active");
    world.hub.behaviour(HubBehaviour.hold());
    Subscribed pending = world.subscribed("/pending");
    JsonObject row = world.subscription(active.id());
    assertThat(row.keySet())
        .containsExactly("id", "topic", "hub", "state", "callback", "leaseExpiresAt");
    assertThat(row.get("state").getAsString()).isEqualTo("active");
    assertThat(Instant.parse(row.get("leaseExpiresAt").getAsString()))
        .isAfter(Instant.now().plus(Duration.ofDays(9)));
    assertThat(world.subscription(pending.id()).get("leaseExpiresAt").isJsonNull()).isTrue();
    JsonArray all = JsonParser.parseString(world.get("/subscriptions").body()).getAsJsonArray();
    assertThat(all).containsExactly(row, world.subscription(pending.id()));
  }

  @Test
  @DisplayName("VER-3, APP-3: what is renewed after its lease is pending, without a lease")
  void subscription_hasNoLease_whenItIsRenewedAfterItsEnd() {
    world.hub.grant(Duration.ofSeconds(1));
    Subscribed ended = world.subscribed("/feed");
    World.soon()
        .until(() -> world.subscription(ended.id()).get("state").getAsString().equals("expired"));
    world.hub.behaviour(HubBehaviour.hold());
    world.post("/subscriptions/" + ended.id() + "/renew", "");
    JsonObject row = world.subscription(ended.id());
    assertThat(row.get("state").getAsString()).isEqualTo("pending");
    assertThat(row.get("leaseExpiresAt").isJsonNull()).isTrue();
  }

  @Test
  @DisplayName("APP-3: unknown ids are 404")
  void subscription_isNotFound_whenItsIdIsUnknown() {
    String unknown = "01a20df1-0000-7000-8000-000000000000";
    for (String id : new String[] {unknown, "99999999", "x", "%2e%2e"}) {
      String path = "/subscriptions/" + id;
      assertThat(world.get(path).statusCode()).as(id).isIn(400, 404);
      assertThat(world.delete(path).statusCode()).as(id).isIn(400, 404);
      assertThat(world.post(path + "/renew", "").statusCode()).as(id).isIn(400, 404);
      assertThat(world.post(path + "/forget", "").statusCode()).as(id).isIn(400, 404);
    }
  }

  @Test
  @DisplayName("APP-4: renewing asks the hub again")
  void renewing_asksTheHub() {
    Subscribed active = world.subscribed("/feed");
    HttpResponse<String> answer = world.post("/subscriptions/" + active.id() + "/renew", "");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    world.hub.behaviour(HubBehaviour.refuse(500, "not now"));
    assertThat(world.post("/subscriptions/" + active.id() + "/renew", "").statusCode())
        .isEqualTo(502);
    assertThat(world.subscription(active.id()).get("state").getAsString()).isEqualTo("active");
  }

  @Test
  @DisplayName("APP-4: deleting asks the hub, and the row goes when it has verified")
  void deleting_asksTheHub() {
    Subscribed active = world.subscribed("/feed");
    world.hub.behaviour(HubBehaviour.hold());
    assertThat(world.delete("/subscriptions/" + active.id()).statusCode()).isEqualTo(202);
    assertThat(world.subscription(active.id()).get("state").getAsString())
        .isEqualTo("unsubscribing");
    assertThat(world.hub.verify(world.hub.requests("unsubscribe").get(0)).isConfirmed()).isTrue();
    assertThat(world.get("/subscriptions/" + active.id()).statusCode()).isEqualTo(404);
  }

  @Test
  @DisplayName("UNS-3: deleting is 202 whatever the hub says, and stays wanted")
  void deleting_is202_whenTheHubRefuses() {
    Subscribed active = world.subscribed("/feed");
    world.hub.behaviour(HubBehaviour.refuse(503, "not now"));
    assertThat(world.delete("/subscriptions/" + active.id()).statusCode()).isEqualTo(202);
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
    assertThat(world.subscription(active.id()).get("state").getAsString())
        .isEqualTo("unsubscribing");
    assertThat(deliver(active)).isEqualTo(410);
    assertThat(world.updates()).isEmpty();
  }

  @Test
  void forgetting_removesTheRowAtOnce_withoutTheHub() {
    Subscribed active = world.subscribed("/feed");
    HttpResponse<String> answer = world.post("/subscriptions/" + active.id() + "/forget", "");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(World.json(answer).get("id").getAsString()).isEqualTo(active.id());
    assertThat(world.get("/subscriptions/" + active.id()).statusCode()).isEqualTo(404);
    assertThat(JsonParser.parseString(world.get("/subscriptions").body()).getAsJsonArray())
        .isEmpty();
    assertThat(world.hub.requests("unsubscribe")).isEmpty();
    assertThat(deliver(active)).isEqualTo(410);
  }

  @Test
  void forgetting_removesWhatIsUnsubscribing() {
    Subscribed active = world.subscribed("/feed");
    world.hub.behaviour(HubBehaviour.hold());
    world.delete("/subscriptions/" + active.id());
    assertThat(world.post("/subscriptions/" + active.id() + "/forget", "").statusCode())
        .isEqualTo(202);
    assertThat(world.get("/subscriptions/" + active.id()).statusCode()).isEqualTo(404);
  }

  @Test
  void row_showsTheResource_whileNoHubIsFound() {
    URI page = world.site.page("/page", FakeResponse.of(200).body("text/html", "<p>no hub"));
    SubscriptionId id = world.reader.subscriber().subscribeLater(SubscriptionRequest.of(page)).id();
    JsonObject row = world.subscription(id.toString());
    assertThat(row.get("topic").getAsString()).isEqualTo(page.toString());
    assertThat(row.get("hub").isJsonNull()).isTrue();
    assertThat(row.get("callback").isJsonNull()).isTrue();
    assertThat(row.get("leaseExpiresAt").isJsonNull()).isTrue();
  }

  private int deliver(Subscribed to) {
    return world.hub.deliver(to.request(), new byte[1], "text/plain").status();
  }
}
