package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.ManualClock;

/** Contents are read when they are asked for, and at no other time. */
class InboxContentTest {
  private static final Instant NOW = ManualClock.START;
  private static final Instant UNTIL = NOW.plusSeconds(60);

  @ParameterizedTest
  @EnumSource
  @Tag("persistence-3.1")
  void content_isRead_fromAConnectionThatIsClosedAtOnce(TestProvider provider) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setUrl(TestDatabase.H2.emptyUrl());
    PushSchema.create(dataSource);
    byte[] content = new byte[100_000];
    new Random(1).nextBytes(content);
    InboxEntryBuilder update = InboxEntryBuilder.received().content(content);
    try (EntityManagerFactory factory = provider.open(dataSource);
        EntityManagerFactory application = provider.openApplication(dataSource)) {
      ManageableInbox inbox = inbox(factory);
      assertThat(inbox.add(update.build(), content, null)).isEqualTo(UpdateInbox.Receipt.ADDED);
      assertThat(inbox.content(update.build().id())).contains(content);
      assertThat(inbox(application).content(update.build().id())).contains(content);
    }
  }

  /** With the column away, whoever named it would fail. So nothing else takes its bytes along. */
  @ParameterizedTest
  @CsvSource({"H2,HIBERNATE", "H2,ECLIPSELINK", "POSTGRESQL,HIBERNATE", "POSTGRESQL,ECLIPSELINK"})
  void nothingElse_readsContents(TestDatabase database, TestProvider provider) {
    try (HikariDataSource dataSource = database.open();
        EntityManagerFactory factory = provider.open(dataSource)) {
      ManageableInbox inbox = inbox(factory);
      for (int i = 0; i < 4; i++) {
        InboxEntryBuilder update = InboxEntryBuilder.received();
        assertThat(inbox.add(update.build(), update.content(), null))
            .isEqualTo(UpdateInbox.Receipt.ADDED);
      }
      TestDatabase.execute(dataSource, "ALTER TABLE push_update RENAME COLUMN content TO away");

      List<InboxEntry> claimed = inbox.claimDue(Claim.of(NOW, UNTIL, 2), false);
      assertThat(claimed).hasSize(2);
      assertThat(inbox.claimDue(Claim.of(NOW, UNTIL, 2), true))
          .hasSize(2)
          .doesNotContainAnyElementsOf(claimed);
      assertThat(inbox.putBack(claimed.get(0), NOW, 1, "later")).isTrue();
      assertThat(inbox.complete(claimed.get(1), NOW, true)).isTrue();
      assertThat(inbox.requeue(claimed.get(1).id(), NOW)).isTrue();
      InboxEntry again = inbox.claimDue(Claim.of(NOW, UNTIL, 1), false).get(0);
      assertThat(inbox.park(again, NOW, "poison")).isTrue();
      assertThat(inbox.list(ManageableInbox.Query.all().withState(InboxEntry.State.PARKED)))
          .hasSize(1);
      assertThat(inbox.findById(again.id())).isPresent();
      assertThat(inbox.discard(again.id())).isTrue();
      assertThat(inbox.load()).extracting(UpdateInbox.Load::updates).isEqualTo(3L);
    }
  }

  private static ManageableInbox inbox(EntityManagerFactory factory) {
    return new JpaUpdateInbox(TransactionBoundary.resourceLocal(factory));
  }
}
