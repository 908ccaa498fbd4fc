package org.pushj.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.Grant;
import org.pushj.Problem;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.UnknownLines;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackHandler;
import org.pushj.callback.CallbackResponse;
import org.pushj.memory.InMemoryPingQueue;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.ForwardingExchange;
import org.pushj.tck.ForwardingPingQueue;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.ForwardingUpdateInbox;
import org.slf4j.LoggerFactory;

/** Each referee finds the faults that it is there for, within a few seeds. */
@Tag("heavy")
class PlantedFaultsTest {
  private static final int SEEDS = 10;

  @Test
  void leaseReferee_findsDeliveries_thatAreRefusedWithinTheirLease() throws InterruptedException {
    assertFound("promise 1", answering(200, 404));
  }

  @Test
  void intentReferee_findsRenewals_thatAreNeverSent() throws InterruptedException {
    assertFound(
        "promise 2",
        new Faults() {
          private final Set<String> asked = new HashSet<>();

          @Override
          public HttpTransport transport(Machine machine, HttpTransport transport) {
            return request -> {
              byte[] body = request.body();
              String form = body == null ? "" : new String(body, StandardCharsets.UTF_8);
              Matcher callback = Pattern.compile("hub.callback=[^&]*").matcher(form);
              return form.contains("hub.mode=subscribe")
                      && callback.find()
                      && !asked.add(callback.group())
                  ? new Accepted()
                  : transport.send(request);
            };
          }
        });
  }

  @Test
  void intentReferee_findsEnds_thatNoHubIsToldOf() throws InterruptedException {
    CallbackResponse unknown = new CallbackResponse(404, Map.of(), "");
    assertFound(
        "promise 2",
        new Faults() {
          @Override
          public HttpTransport transport(Machine machine, HttpTransport transport) {
            return request -> {
              byte[] body = request.body();
              String form = body == null ? "" : new String(body, StandardCharsets.UTF_8);
              return form.contains("hub.mode=unsubscribe")
                  ? swallowed(transport, request)
                  : transport.send(request);
            };
          }

          @Override
          public CallbackHandler handler(Machine machine, CallbackHandler handler) {
            return request -> new Changed(handler.open(request), 410, unknown);
          }
        });
  }

  @Test
  void acknowledgedReferee_findsAnAnswer_beforeTheInboxHasTheContent() throws InterruptedException {
    assertFound(
        "promise 3",
        new Faults() {
          @Override
          public CallbackHandler handler(Machine machine, CallbackHandler handler) {
            return request -> {
              CallbackExchange exchange = handler.open(request);
              return request.method().equals("POST") && exchange.wantsContent()
                  ? new Early(exchange, new CallbackResponse(200, Map.of(), ""))
                  : exchange;
            };
          }
        });
  }

  @Test
  void committedReferee_findsAChallenge_thatIsEchoedBeforeTheCommit() throws InterruptedException {
    Pattern challenge = Pattern.compile("hub\\.challenge=(challenge-[^&]*)");
    assertFound(
        "promise 4",
        new Faults() {
          @Override
          public CallbackHandler handler(Machine machine, CallbackHandler handler) {
            return request -> {
              Matcher found = challenge.matcher(request.query() == null ? "" : request.query());
              return found.find()
                  ? new Deferred(
                      () -> handler.open(request),
                      new CallbackResponse(200, Map.of(), found.group(1)))
                  : handler.open(request);
            };
          }
        });
  }

  @Test
  void acknowledgedReferee_findsAnInbox_thatGivesUpWhatTheListenerDidNotTake()
      throws InterruptedException {
    assertFound(
        "promise 3",
        new Faults() {
          @Override
          public ManageableInbox inbox(Machine machine, ManageableInbox inbox) {
            return new ForwardingUpdateInbox(inbox) {
              @Override
              public boolean putBack(
                  InboxEntry claimed, Instant dueAt, int attempts, @Nullable String error) {
                return error == null
                    ? super.putBack(claimed, dueAt, attempts, null)
                    : complete(claimed, dueAt, false);
              }
            };
          }
        });
  }

  @Test
  void acknowledgedReferee_findsContent_thatIsCut() throws InterruptedException {
    assertFound(
        "promise 3, acknowledged",
        new Faults() {
          @Override
          public ManageableInbox inbox(Machine machine, ManageableInbox inbox) {
            return new ForwardingUpdateInbox(inbox) {
              @Override
              public UpdateInbox.Receipt add(
                  InboxEntry entry, byte[] content, @Nullable Instant duplicateSince) {
                return super.add(entry, Arrays.copyOf(content, content.length - 1), duplicateSince);
              }
            };
          }
        });
  }

  @Test
  void endedReferee_findsContent_thatIsTakenAfterTheEnd() throws InterruptedException {
    assertFound("promise 2, after the end", answering(410, 200));
  }

  @Test
  void leftReferee_findsHubs_thatAreNotToldOfAMove() throws InterruptedException {
    assertFound(
        "promise 2, hubs that were left",
        new Faults() {
          private final Map<String, String> last = new HashMap<>();

          @Override
          public HttpTransport transport(Machine machine, HttpTransport transport) {
            return request -> {
              Asked asked = asked(request);
              if (asked == null) {
                return transport.send(request);
              }
              String callback = asked.callback().toString();
              String resource = Site.resource(asked.topic());
              if (asked.subscribes()) {
                last.put(resource, callback);
              }
              return callback.equals(last.get(resource))
                  ? transport.send(request)
                  : swallowed(transport, request);
            };
          }
        });
  }

  @Test
  void leftReferee_findsMoves_thatForgetWhatIsLeft() throws InterruptedException {
    assertFound(
        "promise 2",
        changing(
            next -> {
              Grant.Former former = next.former();
              return former == null
                  ? next
                  : next.toBuilder().former(former.withDueAt(null)).build();
            }));
  }

  @Test
  void leaseReferee_findsLeases_thatAStrangerCutsShort() throws InterruptedException {
    assertFound(
        "promise 1",
        changing(
            next -> {
              Grant grant = next.grant();
              return grant == null
                  ? next
                  : next.toBuilder()
                      .grant(
                          new Grant(
                              grant.registration(),
                              grant.lease(),
                              grant.lease().endsAt(),
                              grant.askedAt(),
                              grant.contested()))
                      .build();
            }));
  }

  @Test
  void intentReferee_findsRenewals_thatAreDueTooLate() throws InterruptedException {
    assertFound(
        "promise 2, intent",
        changing(
            next -> {
              Instant due = next.dueAt();
              return due == null || next.open() != null
                  ? next
                  : next.withDueAt(due.plus(Duration.ofDays(40)));
            }));
  }

  @Test
  void leaseReferee_findsDenials_thatEndALease() throws InterruptedException {
    assertFound(
        "promise",
        changing(
            next -> {
              Problem problem = next.progress().problem();
              return problem != null && problem.kind() == Problem.Kind.DENIED
                  ? next.toBuilder().grant(null).build()
                  : next;
            }));
  }

  @Test
  void intentReferee_findsFailures_afterWhichNothingIsDue() throws InterruptedException {
    assertFound(
        "promise 2, intent",
        changing(next -> next.attempts() > 0 && next.wanted() ? next.withDueAt(null) : next));
  }

  @Test
  void endedReferee_findsEnds_thatAreNotStored() throws InterruptedException {
    assertFound(
        "promise",
        changing(
            next ->
                next.state() == SubscriptionState.UNSUBSCRIBING
                    ? next.toBuilder().wanted(true).build()
                    : next));
  }

  @Test
  void unaskedReferee_findsStrangers_whoGetTheirChallengeBack() throws InterruptedException {
    Pattern challenge = Pattern.compile("hub\\.challenge=(stranger-[^&]*)");
    assertFound(
        "promise 5, nothing unasked",
        new Faults() {
          @Override
          public CallbackHandler handler(Machine machine, CallbackHandler handler) {
            return request -> {
              Matcher found = challenge.matcher(request.query() == null ? "" : request.query());
              return found.find()
                  ? new Changed(
                      handler.open(request),
                      404,
                      new CallbackResponse(200, Map.of(), found.group(1)))
                  : handler.open(request);
            };
          }
        });
  }

  @Test
  void requestsReferee_findsRequests_thatAreRepeated() throws InterruptedException {
    assertFound(
        "promise 5, requests",
        new Faults() {
          @Override
          public HttpTransport transport(Machine machine, HttpTransport transport) {
            return request -> {
              for (int i = 0; i < 150 && request.body() != null; i++) {
                transport.send(request).close();
              }
              return transport.send(request);
            };
          }
        });
  }

  @Test
  void secretsReferee_findsSecrets_thatAreSentToASite() throws InterruptedException {
    assertFound(
        "promise 5, secrets",
        new Faults() {
          private String secret = "none";

          @Override
          public HttpTransport transport(Machine machine, HttpTransport transport) {
            return request -> {
              Asked asked = asked(request);
              if (asked != null) {
                secret = String.valueOf(asked.secret());
                return transport.send(request);
              }
              return transport.send(
                  new HttpTransport.Request(
                      request.method(),
                      request.uri(),
                      Map.of("X-Trace", secret),
                      null,
                      request.deadline(),
                      request.maxBodyBytes()));
            };
          }
        });
  }

  @Test
  void secretsReferee_findsSecrets_thatAreLogged() throws InterruptedException {
    assertFound(
        "promise 5, secrets",
        new Faults() {
          @Override
          public HttpTransport transport(Machine machine, HttpTransport transport) {
            return request -> {
              Asked asked = asked(request);
              LoggerFactory.getLogger("org.pushj.planted")
                  .debug("The secret is {}", asked == null ? "none" : asked.secret());
              return transport.send(request);
            };
          }
        });
  }

  @Test
  void announcedReferee_findsChanges_thatAreDroppedWithARefusal() throws InterruptedException {
    assertFound(
        "promise 3, announced",
        queueing(
            queue ->
                new ForwardingPingQueue(queue) {
                  @Override
                  public boolean putBack(
                      QueuedPing claimed, Instant dueAt, int attempts, @Nullable String error) {
                    return error == null
                        ? super.putBack(claimed, dueAt, attempts, null)
                        : complete(List.of(claimed)) == 1;
                  }
                }));
  }

  @Test
  void announcedReferee_findsChanges_thatAPingBeforeThemSettles() throws InterruptedException {
    assertFound(
        "promise 3, announced",
        queueing(
            queue ->
                new ForwardingPingQueue(queue) {
                  @Override
                  public int complete(List<QueuedPing> claimed) {
                    for (QueuedPing each : list(ManageableQueue.Query.all())) {
                      if (claimed.stream().anyMatch(done -> done.topic().equals(each.topic()))) {
                        super.complete(List.of(each));
                      }
                    }
                    return claimed.size();
                  }
                }));
  }

  @Test
  void announcedReferee_findsChanges_thatAreKeptInTheProcess() throws InterruptedException {
    assertFound(
        "promise 3, announced",
        new Faults() {
          private final Map<Machine, ManageableQueue> own = new HashMap<>();

          @Override
          public ManageableQueue queue(Machine machine, ManageableQueue queue) {
            return own.computeIfAbsent(machine, any -> new InMemoryPingQueue());
          }
        });
  }

  @Test
  void announcedReferee_findsSuccesses_thatAreNone() throws InterruptedException {
    assertFound(
        "promise 3, announced",
        new Faults() {
          @Override
          public HttpTransport transport(Machine machine, HttpTransport transport) {
            return request -> {
              HttpTransport.Response response = transport.send(request);
              if (request.uri().getHost().startsWith("ping") && response.status() >= 400) {
                response.close();
                return new Accepted();
              }
              return response;
            };
          }
        });
  }

  @Test
  void linesReferee_findsChanges_thatDropWhatALaterReleaseAdds() throws InterruptedException {
    assertFound(
        "promise 2, two releases",
        changing(
            next -> next.paused() ? next.toBuilder().unknown(UnknownLines.NONE).build() : next));
  }

  @Test
  void rowsReferee_findsUpdates_thatAreNeverRemoved() throws InterruptedException {
    assertFound(
        "promise 5, rows",
        new Faults() {
          @Override
          public ManageableInbox inbox(Machine machine, ManageableInbox inbox) {
            return new ForwardingUpdateInbox(inbox) {
              @Override
              public boolean deliver(
                  InboxEntry claimed, InstantSource clock, boolean keep, Delivery delivery)
                  throws Exception {
                return super.deliver(claimed, clock, true, delivery);
              }

              @Override
              public int purgeDone(Instant before, int limit) {
                return 0;
              }
            };
          }
        });
  }

  @Test
  void rowsReferee_findsThreads_thatNeverEnd() throws InterruptedException {
    assertFound(
        "promise 5, rows",
        new Faults() {
          @Override
          public CallbackHandler handler(Machine machine, CallbackHandler handler) {
            return request -> {
              if (request.method().equals("GET")) {
                machine.platform().threads().growing("leak").execute(() -> forever(machine));
              }
              return handler.open(request);
            };
          }
        });
  }

  private static void forever(Machine machine) {
    try {
      machine.platform().sleeper().sleep(Duration.ofDays(365));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Faults queueing(UnaryOperator<ManageableQueue> change) {
    return new Faults() {
      @Override
      public ManageableQueue queue(Machine machine, ManageableQueue queue) {
        return change.apply(queue);
      }
    };
  }

  /** Sends a request nowhere, and says that the hub has taken it. */
  private static HttpTransport.Response swallowed(
      HttpTransport transport, HttpTransport.Request request) throws IOException {
    try {
      transport
          .send(
              new HttpTransport.Request(
                  request.method(),
                  URI.create("https://nowhere.example/"),
                  request.headers(),
                  request.body(),
                  request.deadline(),
                  request.maxBodyBytes()))
          .close();
    } catch (IOException expected) {
      return new Accepted();
    }
    throw new IllegalStateException("a machine has answered at an address that has none");
  }

  /** Returns what a hub is asked; null if this is no request to a hub. */
  private static @Nullable Asked asked(HttpTransport.Request request) {
    byte[] body = request.body();
    String form = body == null ? "" : new String(body, StandardCharsets.UTF_8);
    return form.contains("hub.callback=")
        ? Asked.of(Forms.parse(form), 0, Duration.ofSeconds(1))
        : null;
  }

  /** Returns the fault that hubs which deliver get one status instead of another. */
  private static Faults answering(int status, int instead) {
    CallbackResponse wrong = new CallbackResponse(instead, Map.of(), "");
    return new Faults() {
      @Override
      public CallbackHandler handler(Machine machine, CallbackHandler handler) {
        return request ->
            request.method().equals("POST")
                ? new Changed(handler.open(request), status, wrong)
                : handler.open(request);
      }
    };
  }

  /** Returns the fault that a store keeps something else than it is given. */
  private static Faults changing(UnaryOperator<Subscription> change) {
    return new Faults() {
      @Override
      public SearchableStore store(Machine machine, SearchableStore store) {
        return new ForwardingSubscriptionStore(store) {
          @Override
          public Optional<Subscription> replace(Subscription expected, Subscription next) {
            return super.replace(expected, change.apply(next));
          }
        };
      }
    };
  }

  private static void assertFound(String promise, Faults faults) throws InterruptedException {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        new World(seed, faults).run();
      } catch (AssertionError found) {
        assertThat(found).hasMessageContaining(": " + promise);
        return;
      }
    }
    throw new AssertionError("not found within " + SEEDS + " seeds");
  }

  /** Answers before it does what it has answered. */
  private static final class Early extends ForwardingExchange {
    private final CallbackResponse answer;

    Early(CallbackExchange exchange, CallbackResponse answer) {
      super(exchange);
      this.answer = answer;
    }

    @Override
    public void complete(Reply reply) throws IOException {
      reply.send(answer);
      super.complete(response -> {});
    }
  }

  /** Answers before it looks at the request. */
  private record Deferred(Supplier<CallbackExchange> open, CallbackResponse answer)
      implements CallbackExchange {
    @Override
    public boolean wantsContent() {
      return false;
    }

    @Override
    public void content(byte[] bytes, int offset, int length) {
      throw new IllegalStateException("none is wanted");
    }

    @Override
    public void complete(Reply reply) throws IOException {
      reply.send(answer);
      open.get().complete(response -> {});
    }
  }

  /** A hub's 202. */
  private static final class Accepted implements HttpTransport.Response {
    @Override
    public int status() {
      return 202;
    }

    @Override
    public HttpHeaders headers() {
      return HttpHeaders.of(Map.of(), (name, value) -> true);
    }

    @Override
    public InputStream body() {
      return InputStream.nullInputStream();
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  /** Answers something else than what it should. */
  private static final class Changed extends ForwardingExchange {
    private final int status;
    private final CallbackResponse instead;

    Changed(CallbackExchange exchange, int status, CallbackResponse instead) {
      super(exchange);
      this.status = status;
      this.instead = instead;
    }

    @Override
    public void complete(Reply reply) throws IOException {
      super.complete(response -> reply.send(response.status() == status ? instead : response));
    }
  }
}
