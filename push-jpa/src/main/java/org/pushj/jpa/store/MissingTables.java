package org.pushj.jpa.store;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pushj.jpa.sql.Failures;

/** Says what to do where the database has no tables of push. */
final class MissingTables {
  private static final Pattern NAME =
      Pattern.compile(
          "\\bpush_(?:subscription|subscription_key|update|update_seen|ping)\\b",
          Pattern.CASE_INSENSITIVE);

  private MissingTables() {}

  /** Returns what is missing and what creates it; empty if the failure is another one. */
  static Optional<String> in(Throwable failure) {
    if (!Failures.isMissingTable(failure)) {
      return Optional.empty();
    }
    Matcher name = NAME.matcher(String.valueOf(Failures.rootOf(failure).getMessage()));
    return Optional.of(
        (name.find()
                ? "the table " + name.group().toLowerCase(Locale.ROOT) + " is"
                : "tables of push are")
            + " missing in the current schema of the database; to create the tables, call"
            + " PushSchema.create, set createSchema to true in web.xml, or run the scripts in"
            + " org/pushj/jpa/schema/ of push-jpa");
  }
}
