package org.pushj.contact;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.Urls;
import org.pushj.platform.Threads;
import org.pushj.spi.UrlPolicy;

/**
 * Says which hubs may be contacted. The policy may look up their names, and a stranger may have
 * made that slow: so it is asked about all hubs at once, within a time limit. Thread-safe.
 */
public final class HubUrlCheck {
  private final UrlPolicy policy;
  private final Duration limit;
  private final Threads threads;

  /** Makes a check with a policy, which gets so long for its answer. */
  public HubUrlCheck(UrlPolicy policy, Duration limit, Threads threads) {
    this.policy = policy;
    this.limit = limit;
    this.threads = threads;
  }

  /**
   * Returns a hub that the application names, normalized; it may well mean a private address, so
   * only the form counts.
   *
   * @throws IllegalArgumentException if it is no http or https URL, or too long
   */
  public static URI checked(URI hub) {
    URI normalized = Urls.normalized("hub", hub);
    Optional<String> problem = UrlPolicy.allowPrivate().refusal(normalized);
    if (problem.isPresent()) {
      throw new IllegalArgumentException("hub: " + problem.get());
    }
    return normalized;
  }

  /**
   * Returns the hubs that may be contacted, in their order.
   *
   * @param hubs at least one hub
   * @throws HubException if none may be
   */
  public List<URI> usable(List<URI> hubs) {
    List<Future<Optional<String>>> answers = ask(hubs);
    List<URI> usable = new ArrayList<>();
    String problem = "";
    for (int i = 0; i < hubs.size(); i++) {
      Optional<String> refusal = refusal(answers.get(i));
      if (refusal.isEmpty()) {
        usable.add(hubs.get(i));
      }
      problem = refusal.orElse(problem);
    }
    if (usable.isEmpty()) {
      throw notContacted(hubs, problem, null);
    }
    return usable;
  }

  /** Asks on threads that end with the call: none is left when the application is undeployed. */
  private List<Future<Optional<String>>> ask(List<URI> hubs) {
    List<Callable<Optional<String>>> questions = new ArrayList<>();
    hubs.forEach(hub -> questions.add(() -> policy.refusal(hub)));
    ExecutorService pool = threads.fixed("push-policy", hubs.size());
    try {
      return pool.invokeAll(questions, limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notContacted(hubs, "interrupted while the URL policy was asked", e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Reads an answer that is there, or will not be: what is late was cancelled. */
  private Optional<String> refusal(Future<Optional<String>> answer) {
    try {
      return answer.isCancelled()
          ? Optional.of("the URL policy gave no answer within " + limit)
          : threads.await(answer);
    } catch (ExecutionException e) {
      return Optional.of("the URL policy failed: " + e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("every answer is there", e);
    }
  }

  private static HubException notContacted(
      List<URI> hubs, String problem, @Nullable Throwable cause) {
    return HubException.unanswered(hubs.get(0), "the hub is not contacted: " + problem, cause);
  }
}
