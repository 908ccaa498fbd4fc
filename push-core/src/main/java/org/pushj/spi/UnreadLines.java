package org.pushj.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Subscription;
import org.pushj.UnknownLines;
import org.pushj.text.Lines;

/**
 * Keeps lines of a subscription's text that this release does not know. What a later release says
 * about a part, such as the grant, goes when this one replaces that part; what it says about a
 * problem, when there is another problem, or the number of attempts changes.
 */
final class UnreadLines {
  /** Before the name of a part: which one its lines are about. */
  private static final String ABOUT = "about ";

  /** The name of the line with the kind of the problem; the others about it begin so. */
  static final String PROBLEM = "problem";

  private static final Set<String> OF_PROBLEM = Set.of(PROBLEM, "problemText", "problemPast");
  private static final List<String> PARTS = List.of("grant.", "former.", "open.", PROBLEM);

  private UnreadLines() {}

  /**
   * Returns a subscription with the lines that were not asked for when it was read, or were of no
   * use: those about a problem of an unknown kind.
   */
  static Subscription keptIn(Subscription read, Lines lines) {
    boolean hasUnknownProblem = lines.get(PROBLEM) != null && read.progress().problem() == null;
    Map<String, String> unread =
        lines.unread(name -> hasUnknownProblem && OF_PROBLEM.contains(name));
    if (unread.isEmpty()) {
      return read;
    }
    Lines.Writer kept = new Lines.Writer().putAll(unread);
    for (String part : PARTS) {
      if (unread.keySet().stream().anyMatch(name -> name.startsWith(part))) {
        kept.put(ABOUT + part, about(read, part));
      }
    }
    return read.toBuilder().unknown(new UnknownLines(kept.toString())).build();
  }

  /** Writes them, before the lines that this release knows, which count if there are both. */
  static void put(Lines.Writer lines, Subscription subscription) {
    String text = subscription.unknown().text();
    if (text.isEmpty()) {
      return;
    }
    Lines kept = Lines.parse(text);
    for (Map.Entry<String, String> each : kept.startingWith("").entrySet()) {
      String name = each.getKey();
      String part = PARTS.stream().filter(name::startsWith).findFirst().orElse(null);
      if (!name.startsWith(ABOUT) && isAsItWas(part, kept, subscription)) {
        lines.put(name, each.getValue());
      }
    }
  }

  private static boolean isAsItWas(@Nullable String part, Lines kept, Subscription subscription) {
    return part == null || Objects.equals(kept.get(ABOUT + part), about(subscription, part));
  }

  /** Returns what tells one part from another of its kind; null if there is none. */
  private static @Nullable String about(Subscription subscription, String part) {
    Grant grant = subscription.grant();
    Grant.Former former = subscription.former();
    OpenRequest open = subscription.open();
    Problem problem = subscription.progress().problem();
    return switch (part) {
      case "grant." -> grant == null ? null : grant.registration().callback().value();
      case "former." -> former == null ? null : former.callback().value();
      case "open." -> open == null ? null : open.callback().value();
      default -> (problem == null ? "" : problem.kind() + " ") + subscription.attempts();
    };
  }
}
