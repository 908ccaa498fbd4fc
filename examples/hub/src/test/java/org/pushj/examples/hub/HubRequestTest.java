package org.pushj.examples.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.examples.hub.requests.Form;

/** Requests to the hub (W3C WebSub sections 5.1 and 5.1.2). */
class HubRequestTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final HubDriver hub = HubDriver.start();

  @AfterEach
  void close() {
    hub.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "a=b -> hub.mode: the parameter is missing",
        "hub.mode=denied -> hub.mode: must be subscribe, unsubscribe or publish, was \"denied\"",
        "hub.mode=subscribe -> hub.topic: the parameter is missing",
        "hub.mode=subscribe&hub.topic=feed -> hub.topic: the URL must be http or https, was feed",
        "hub.mode=subscribe&hub.topic=a+b -> hub.topic: not a valid URL: \"a b\"",
        "hub.mode=subscribe&hub.topic=http://a/&hub.topic=http://b/ -> hub.topic: must be given"
            + " once, was given 2 times",
        "hub.mode=subscribe&hub.topic=http://a/ -> hub.callback: the parameter is missing",
        "hub.mode=subscribe&hub.topic=http://a/&hub.callback=ftp://b/ -> hub.callback: the URL must"
            + " be http",
        "hub.mode=subscribe&hub.topic=http://a/&hub.callback=http://b/%23c -> hub.callback: must"
            + " not have a fragment, was http://b/#c",
        "hub.mode=publish -> hub.url: the parameter is missing",
        "hub.mode=publish&hub.url=file:///etc/passwd -> hub.url: the URL must be http or https",
        "hub.mode=publish&hub.topic=feed -> hub.topic: the URL must be http or https",
        "hub.mode=%zz -> body has invalid percent-encoding",
      })
  void post_isRefused_whenAParameterIsWrong(String body, String reason) throws Exception {
    HttpResponse<String> response = hub.postBody(FORM, body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith(reason);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "+5", "1.5", "ten", "2147483648", "99999999999999999999"})
  void post_isRefused_whenTheLeaseIsNotAPositiveNumber(String lease) throws Exception {
    HttpResponse<String> response =
        hub.post(
            "hub.mode=subscribe",
            "hub.topic=http://localhost/",
            "hub.callback=http://localhost/",
            "hub.lease_seconds=" + lease);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo("hub.lease_seconds: must be between 1 and 2147483647, was \"" + lease + "\"\n");
  }

  @ParameterizedTest
  @CsvSource({"0, s, 0", "200, s, 200", "100, \u00e4, 200"})
  void post_isRefused_whenTheSecretIsEmptyOrTooLong(int times, String part, int bytes)
      throws Exception {
    HttpResponse<String> response =
        hub.post(
            "hub.mode=subscribe",
            "hub.topic=http://localhost/",
            "hub.callback=http://localhost/",
            "hub.secret=" + part.repeat(times));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo("hub.secret: must have 1 to 199 bytes, had " + bytes + "\n");
  }

  @Test
  void post_isAccepted_withASecretOf199BytesAndUnknownParameters() throws Exception {
    try (FakeSubscriber subscriber = new FakeSubscriber();
        FakeTopicSite site = new FakeTopicSite()) {
      hub.subscribe(
          subscriber,
          site.topic(),
          "hub.secret=" + "s".repeat(199),
          "hub.verify=sync",
          "hub.verify=async",
          "foo=bar");

      hub.awaitSubscriptions(1);
    }
  }

  @Test
  void post_isRefused_whenItIsNotAForm() throws Exception {
    HttpResponse<String> response = hub.postBody("application/json", "{}");

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(response.body()).startsWith("Content-Type must be " + FORM);
  }

  @Test
  void post_isRefused_whenTheBodyIsTooLarge() throws Exception {
    HttpResponse<String> response =
        hub.postBody(FORM, "hub.mode=publish&x=" + "x".repeat(Form.LIMIT_BYTES));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("65536");
  }

  @Test
  void post_isRefused_whenTheCallbackIsPrivateAndPrivateIsNotAllowed() throws Exception {
    try (FakeSubscriber subscriber = new FakeSubscriber();
        HubDriver strict = HubDriver.start(HubDriver.settings().withAllowPrivate(false))) {
      HttpResponse<String> response =
          strict.post(
              "hub.mode=subscribe",
              "hub.topic=http://198.51.100.1/",
              "hub.callback=" + subscriber.callback());

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).startsWith("hub.callback: ");
    }
  }

  @Test
  void get_describesTheHub_andShowsNumbersOnly() throws Exception {
    try (FakeSubscriber subscriber = new FakeSubscriber();
        FakeTopicSite site = new FakeTopicSite()) {
      hub.subscribeAndAwait(1, subscriber, site.topic(), "hub.secret=confidential");

      assertThat(hub.get("/").body())
          .contains("for development and", "Topics: <strong>1<", "Subscriptions: <strong>1<")
          .doesNotContain("confidential", FakeSubscriber.TOKEN);
    }
  }

  @Test
  void get_answers404_onOtherPaths() throws Exception {
    assertThat(hub.get("/other").statusCode()).isEqualTo(404);
  }
}
