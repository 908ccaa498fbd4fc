package org.pushj.examples.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/** A subscriber that records what the hub sends, and answers as a test tells it to. */
final class FakeSubscriber implements AutoCloseable {
  static final String TOKEN = "unguessable-token";

  private static final String CONFIRMING = "/confirming";

  private final BlockingQueue<Map<String, String>> questions = new LinkedBlockingQueue<>();
  private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
  private final LoopbackServer server;
  private volatile int verificationStatus = 200;
  private volatile UnaryOperator<String> echo = UnaryOperator.identity();
  private volatile IntSupplier deliveryStatus = () -> 204;

  FakeSubscriber() {
    this(0);
  }

  /** Starts at a given port, like a subscriber that was restarted. */
  FakeSubscriber(int port) {
    server = new LoopbackServer(port, this::handle);
  }

  record Delivery(Headers headers, String text) {

    /** Returns the text without its XML declaration. */
    String element() {
      return text.replaceFirst("^<\\?xml .*?\\?>", "");
    }
  }

  int port() {
    return server.port();
  }

  URI callback() {
    return server.url("/callback/" + TOKEN + "?own=a%26b");
  }

  void answerVerifications(int status, UnaryOperator<String> echo) {
    this.verificationStatus = status;
    this.echo = echo;
  }

  /** Sets where the status of each answer to a delivery comes from; it may block. */
  void answerDeliveries(IntSupplier status) {
    this.deliveryStatus = status;
  }

  /** Waits for the next verification or denial, and returns its parameters. */
  Map<String, String> nextQuestion() throws InterruptedException {
    Map<String, String> next = questions.poll(10, SECONDS);
    assertThat(next).as("a GET from the hub").isNotNull();
    return next;
  }

  /** Waits for the next delivery. */
  Delivery nextDelivery() throws InterruptedException {
    Delivery next = deliveries.poll(10, SECONDS);
    assertThat(next).as("a delivery from the hub").isNotNull();
    return next;
  }

  /** Returns the number of verifications and denials that the test has not read yet. */
  int questionsLeft() {
    return questions.size();
  }

  /** Returns the number of deliveries that the test has not read yet. */
  int deliveriesLeft() {
    return deliveries.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      String text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      deliveries.add(new Delivery(exchange.getRequestHeaders(), text));
      LoopbackServer.answer(exchange, deliveryStatus.getAsInt(), new byte[0]);
    } else {
      Map<String, String> question = parameters(exchange.getRequestURI().getRawQuery());
      questions.add(question);
      answerQuestion(exchange, question.getOrDefault("hub.challenge", ""));
    }
  }

  /** Answers as the test tells it to; a redirect leads to a path that confirms everything. */
  private void answerQuestion(HttpExchange exchange, String challenge) throws IOException {
    URI asked = exchange.getRequestURI();
    if (asked.getPath().equals(CONFIRMING)) {
      LoopbackServer.answer(exchange, 200, challenge.getBytes(UTF_8));
    } else {
      exchange.getResponseHeaders().set("Location", CONFIRMING + "?" + asked.getRawQuery());
      LoopbackServer.answer(exchange, verificationStatus, echo.apply(challenge).getBytes(UTF_8));
    }
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      parameters.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
    }
    return parameters;
  }

  /** Stops without telling the hub, like a program that crashes. */
  void vanish() {
    server.close();
  }

  @Override
  public void close() {
    vanish();
  }
}
