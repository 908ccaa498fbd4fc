package org.pushj.diagnosis;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushj.Diagnosis.Check;
import org.pushj.Diagnosis.Finding;
import org.pushj.Diagnosis.Result;
import org.pushj.DiscoveryException;
import org.pushj.Subscription;
import org.pushj.Target;
import org.pushj.TopicLinks;
import org.pushj.Urls;
import org.pushj.lifecycle.TopicLookup;

/** Looks the resource up again, and compares what it names with what was subscribed to. */
public final class TopicCheck implements DiagnosticCheck {
  private final TopicLookup lookup;

  /** Makes the check. */
  public TopicCheck(TopicLookup lookup) {
    this.lookup = lookup;
  }

  @Override
  public Check subject() {
    return Check.TOPIC;
  }

  @Override
  public Finding examine(Subscription subject, Instant now) {
    try {
      TopicLinks links = lookup.links(subject.request());
      return compared(subject.target(), links);
    } catch (DiscoveryException e) {
      boolean unread = e.getCause() != null;
      return finding(
          unread ? Result.UNKNOWN : Result.BAD,
          (unread ? "The resource could not be read: " : "") + e.getMessage());
    }
  }

  private static Finding compared(@Nullable Target target, TopicLinks now) {
    URI first = now.hubs().get(0);
    if (target == null) {
      return finding(Result.UNKNOWN, "The resource names the hub " + Urls.forMessage(first));
    }
    if (!now.topic().toString().equals(target.topic().toString())) {
      return finding(
          Result.BAD, "The resource names another topic: " + Urls.forMessage(now.topic()));
    }
    boolean named =
        now.hubs().stream().anyMatch(each -> each.toString().equals(target.hub().toString()));
    return named
        ? finding(Result.OK, "The resource names this topic and this hub")
        : finding(Result.BAD, "The resource names another hub: " + Urls.forMessage(first));
  }

  private static Finding finding(Result result, String text) {
    return new Finding(Check.TOPIC, result, text);
  }
}
