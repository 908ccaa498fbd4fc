package org.pushj.simulation;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackRequest;
import org.pushj.spi.HttpTransport;

/** The load balancer before the nodes: hands each request of a hub to one that is up. */
final class Callbacks implements Network.Server {
  /** What the threads are called that a servlet container has, and not the node itself. */
  static final String CONTAINER = "container";

  private final World world;
  private final Map<String, Expected> expected = new HashMap<>();

  /** The challenges that no hub waits for any more. */
  private final Set<String> givenUp = new HashSet<>();

  private int challenges;

  Callbacks(World world) {
    this.world = world;
  }

  /** Returns the challenge with which a hub wants to have something confirmed. */
  String asks(HubGrant grant, boolean subscribes) {
    String challenge = "challenge-" + challenges++;
    expected.put(challenge, new Expected(grant, subscribes));
    return challenge;
  }

  /**
   * A hub has got no answer: what it wanted to have confirmed was, or will be, without its
   * knowledge; or never.
   */
  void givesUp(String challenge, HubGrant grant) {
    if (expected.containsKey(challenge)) {
      givenUp.add(challenge);
    } else {
      world.intent(grant.topic).unheard();
    }
  }

  @Override
  public Network.Answer answer(HttpTransport.Request request)
      throws IOException, InterruptedException {
    Node node = world.nodeThatIsUp();
    if (node == null) {
      return Network.Answer.of(502);
    }
    Machine machine = node.machine();
    CompletableFuture<Network.Answer> answer = new CompletableFuture<>();
    CompletableFuture<Boolean> served =
        world.scheduler.call(machine, CONTAINER, () -> serve(node, machine, request, answer));
    world.scheduler.await(() -> answer.isDone() || served.isDone(), null);
    if (!answer.isDone()) {
      throw new IOException("connection reset");
    }
    return answer.join();
  }

  private boolean serve(
      Node node,
      Machine machine,
      HttpTransport.Request request,
      CompletableFuture<Network.Answer> answer)
      throws IOException {
    byte[] body = request.body();
    Map<String, List<String>> headers = new TreeMap<>();
    request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    String path = request.uri().getRawPath().substring("/push".length());
    CallbackExchange exchange =
        node.handler()
            .open(
                new CallbackRequest(
                    request.method(),
                    path,
                    request.uri().getRawQuery(),
                    HttpHeaders.of(headers, (name, value) -> true),
                    body == null ? 0 : body.length));
    if (body != null && exchange.wantsContent()) {
      int half = body.length / 2;
      exchange.content(body, 0, half);
      world.scheduler.pause();
      exchange.content(body, half, body.length - half);
    }
    exchange.complete(
        response -> {
          machine.point();
          world.sent("the caller", response.headers() + "\n" + response.body());
          if (response.status() == 200) {
            confirmed(response.body());
          }
          answer.complete(
              new Network.Answer(response.status(), response.headers(), response.body()));
        });
    return true;
  }

  private void confirmed(String challenge) {
    Expected confirmed = expected.remove(challenge);
    if (confirmed != null && givenUp.remove(challenge)) {
      world.intent(confirmed.grant().topic).unheard();
    }
    if (confirmed != null) {
      world.confirmed(confirmed.grant(), confirmed.subscribes());
    }
  }

  private record Expected(HubGrant grant, boolean subscribes) {}
}
