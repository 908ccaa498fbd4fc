package org.pushj.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushj.Subscription;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackRequest;
import org.pushj.callback.CallbackResponse;
import org.pushj.spi.SearchableStore;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.ForwardingSubscriptionStore;

/**
 * Promise 4: state is committed before it is visible outside. At the moment in which the hub gets
 * its challenge back, a node that knows nothing but the store accepts the hub's content; or, where
 * the end was confirmed, accepts none any more.
 */
final class CommittedReferee extends Referee {
  /** The last minute of a lease promises nothing. */
  private static final long MARGIN = 60_000_000_000L;

  private static final String CONTENT = "as soon as it was verified";

  CommittedReferee(Scheduler scheduler) {
    super("promise 4, committed before it is told", scheduler);
  }

  @Override
  void confirmed(HubGrant grant, boolean subscribes, Intent intent, SearchableStore store) {
    if (subscribes && grant.end - MARGIN < scheduler.now()) {
      return;
    }
    List<String> received = new ArrayList<>();
    int status = deliver(grant, store, received);
    boolean accepted = status / 100 == 2 && received.contains(CONTENT);
    if (accepted == subscribes) {
      checked();
    } else if (subscribes && !intent.isWanted()) {
      // Between the commit of the hub's verification and the answer, the application ended it.
      excused();
    } else {
      violated(grant + " was confirmed; a fresh node answers " + status + " to its content");
    }
  }

  private int deliver(HubGrant grant, SearchableStore store, List<String> received) {
    try (Subscriber fresh = fresh(store, received)) {
      byte[] body = CONTENT.getBytes(UTF_8);
      String signature =
          grant.secret == null ? "none" : "sha256=" + HubDelivery.signature(grant.secret, body);
      String path = grant.callback.getPath().substring("/push".length());
      HttpHeaders headers =
          HttpHeaders.of(Map.of("X-Hub-Signature", List.of(signature)), (name, value) -> true);
      CallbackExchange exchange =
          fresh
              .callbackHandler()
              .open(new CallbackRequest("POST", path, null, headers, body.length));
      if (exchange.wantsContent()) {
        exchange.content(body, 0, body.length);
      }
      List<CallbackResponse> answers = new ArrayList<>();
      exchange.complete(answers::add);
      return answers.get(0).status();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Subscriber fresh(SearchableStore store, List<String> received) {
    return Subscriber.builder()
        .callbackBase(World.CALLBACK_BASE)
        .clock(scheduler::instant)
        .store(new ReadOnly(store))
        .transport(
            request -> {
              throw new IOException("not sent");
            })
        .listener(update -> received.add(update.text()))
        .build();
  }

  /** A store whose changes succeed, and are not kept. */
  private static final class ReadOnly extends ForwardingSubscriptionStore {
    ReadOnly(SearchableStore store) {
      super(store);
    }

    @Override
    public Optional<Subscription> replace(Subscription expected, Subscription next) {
      return Optional.of(next);
    }
  }
}
