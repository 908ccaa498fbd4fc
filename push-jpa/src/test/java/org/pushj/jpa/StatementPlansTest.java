package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.jpa.BigTables.LONG_AGO;
import static org.pushj.jpa.BigTables.RARE;
import static org.pushj.jpa.ClaimTimes.LATER;
import static org.pushj.jpa.ClaimTimes.NOW;
import static org.pushj.jpa.ClaimTimes.UNTIL;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.jpa.sql.Steps;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.QueuedPingBuilder;
import org.pushj.tck.SubscriptionBuilder;

/**
 * No statement of the stores reads a whole table, however many rows there are. Each method of the
 * stores is called, and each condition of a query is set: one that is left out fails the test. The
 * system property {@code plans.rows} sets how many rows the heavy test fills in.
 */
class StatementPlansTest {
  /** Less than each table has here. */
  private static final int MAX_READ = 5_000;

  private static final int MAX_READ_OF_STEP = 2 * Steps.MAX;

  private static final int ROWS = 30_000;

  private static final int MANY = Integer.getInteger("plans.rows", 1_000_000);

  @ParameterizedTest
  @EnumSource(names = "MARIADB", mode = Mode.EXCLUDE)
  void statement_readsNoWholeTable(TestDatabase database) throws Exception {
    assertReadsLittle(database, ROWS);
  }

  /** H2 would need some gigabytes of heap for a million. */
  @ParameterizedTest
  @EnumSource(names = "H2", mode = Mode.EXCLUDE)
  @Tag("heavy")
  void statement_readsNoWholeTable_ofManyRows(TestDatabase database) throws Exception {
    assertReadsLittle(database, MANY);
  }

  /** As after a night in which the listener failed: all that was done before has smaller ids. */
  @ParameterizedTest
  @EnumSource(names = "MARIADB", mode = Mode.EXCLUDE)
  void listOfWaiting_readsItsPage_whenMuchIsDoneAndMuchWaits(TestDatabase database)
      throws Exception {
    try (HikariDataSource dataSource = database.open()) {
      BigTables.fillInbox(database, dataSource, ROWS);
      ExplainedStatements statements = new ExplainedStatements(database, dataSource);
      try (EntityManagerFactory factory = TestProvider.HIBERNATE.open(statements.dataSource())) {
        JpaUpdateInbox inbox = new JpaUpdateInbox(TransactionBoundary.resourceLocal(factory));
        ManageableInbox.Query waiting =
            new ManageableInbox.Query(InboxEntry.State.WAITING, null, null, 1000);
        assertThat(inbox.list(waiting)).hasSize(1000);
      }
      assertThat(statements.plans().values())
          .isNotEmpty()
          .allSatisfy(plan -> assertThat(plan.read()).as(plan.text()).isLessThanOrEqualTo(1100));
    }
  }

  private static void assertReadsLittle(TestDatabase database, int rows) throws Exception {
    try (HikariDataSource dataSource = database.open()) {
      BigTables.fill(database, dataSource, rows);
      ExplainedStatements statements = new ExplainedStatements(database, dataSource);
      try (EntityManagerFactory factory = TestProvider.HIBERNATE.open(statements.dataSource())) {
        TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
        callAll(new JpaPingQueue(boundary));
        callAll(new JpaUpdateInbox(boundary));
        callAll(new JpaSubscriptionStore(boundary), boundary, dataSource);
      }
      assertThat(statements.plans()).isNotEmpty();
      assertThat(
              statements.plans().entrySet().stream()
                  .filter(each -> each.getValue().read() > limit(each.getKey()))
                  .map(each -> each.getValue() + "\n" + each.getKey()))
          .isEmpty();
    }
  }

  private static double limit(String sql) {
    if (sql.startsWith("SELECT COUNT(*) FROM push_ping ")) {
      return Double.MAX_VALUE; // What waits is nearly all here.
    }
    if (sql.startsWith("SELECT 'PENDING', COUNT")) {
      return 2 * SearchableStore.MAX_COUNTED + MAX_READ; // MariaDB reads what it has found again.
    }
    boolean isStep = sql.contains("ORDER BY w.id LIMIT") || sql.contains("LIMIT 1 OFFSET");
    return isStep ? MAX_READ_OF_STEP : MAX_READ;
  }

  private static void callAll(
      JpaSubscriptionStore target, TransactionBoundary boundary, DataSource dataSource) {
    Calls<SearchableStore> calls = new Calls<>(SearchableStore.class, target);
    SearchableStore store = calls.proxy;
    Subscription added = BigTables.rare().topic(RARE + "new").build();
    assertThat(store.add(added)).isTrue();
    assertThat(store.add(added)).isFalse();
    boundary.run(
        entities -> {
          assertThat(store.isInTransaction()).isTrue();
          store.add(SubscriptionBuilder.active().build());
          store.afterCommit(() -> {});
        });
    assertThat(store.findByKey(added.key())).isPresent();
    CallbackToken token = added.registration().orElseThrow().callback();
    assertThat(store.findByCallback(token)).isPresent();
    Subscription read = store.findById(added.id()).orElseThrow();
    Subscription due = store.replace(read, read.withDueAt(NOW)).orElseThrow();
    Subscription moved =
        BigTables.rare()
            .id(added.id())
            .request(added.request())
            .topic(RARE + "moved")
            .hub(RARE + "other")
            .build();
    Subscription replaced = store.replace(due, moved).orElseThrow();

    SubscriptionQuery all = SubscriptionQuery.all();
    SubscriptionQuery some = all.withHub(URI.create("https://other.example/")).withLimit(50);
    List<SubscriptionQuery> queries =
        List.of(
            all.withState(SubscriptionState.DENIED),
            all.withTopic(URI.create(RARE)),
            all.withHub(URI.create(RARE)),
            all.withLeaseEndingBefore(LATER.plusSeconds(3600)),
            all.withText("Rare.example"),
            all.withFailing(true),
            all.withSilenceSince(LONG_AGO.plusSeconds(1)),
            all.withCallbackBaseOtherThan(SubscriptionBuilder.CALLBACK_BASE));
    queries.forEach(query -> assertThat(store.list(query)).as("%s", query).hasSizeGreaterThan(99));
    queries.forEach(query -> assertThat(store.look(query.withLimit(50), 1)).isNotNull());
    queries.forEach(query -> store.list(query.withHub(SubscriptionBuilder.HUB)));
    queries.forEach(query -> store.list(query.withState(SubscriptionState.FAILED)));
    queries.forEach(query -> store.list(query.withState(SubscriptionState.ACTIVE)));
    for (SubscriptionState state : SubscriptionState.values()) {
      store.list(all.withState(state));
    }
    assertThat(store.list(all)).hasSize(SubscriptionQuery.MAX_PAGE);
    assertThat(store.countByState().get(SubscriptionState.ACTIVE))
        .isBetween((long) ROWS, (long) SearchableStore.MAX_COUNTED);
    assertThat(store.nextLeaseEnd()).isPresent();
    assertThat(store.nextDue()).isPresent();
    assertThat(store.clock()).isNotNull();
    assertThat(store.list(some.after(store.list(some).get(49)))).hasSize(50);

    assertThat(store.claimDue(Claim.of(NOW.plusSeconds(1), LATER, 100))).hasSize(100);
    TestDatabase.execute(
        dataSource, "UPDATE push_subscription SET data = '' WHERE state = 'FAILED'");
    assertThat(store.claimDue(Claim.of(NOW.plusSeconds(1), LATER, 100))).isEmpty();
    assertThat(store.remove(replaced)).isTrue();
    assertThat(calls.missing()).isEmpty();
  }

  private static void callAll(JpaUpdateInbox target) throws Exception {
    Calls<ManageableInbox> calls = new Calls<>(ManageableInbox.class, target);
    ManageableInbox inbox = calls.proxy;
    InboxEntryBuilder builder = InboxEntryBuilder.received();
    for (boolean isNew : new boolean[] {true, false}) {
      assertThat(inbox.add(builder.build(), builder.content(), NOW))
          .isEqualTo(isNew ? UpdateInbox.Receipt.ADDED : UpdateInbox.Receipt.DUPLICATE);
    }
    assertThat(inbox.content(builder.build().id())).isPresent();
    List<InboxEntry> claimed = new ArrayList<>(inbox.claimDue(Claim.of(NOW, LATER, 50), false));
    claimed.addAll(inbox.claimDue(Claim.of(NOW, LATER, 200), true));
    assertThat(claimed).hasSizeGreaterThan(100);
    assertThat(inbox.complete(claimed.get(0), NOW, true)).isTrue();
    assertThat(inbox.claimNext(claimed.get(0).subscription(), NOW, LATER)).isNotNull();
    assertThat(inbox.complete(claimed.get(1), NOW, false)).isTrue();
    assertThat(inbox.deliver(claimed.get(2), () -> NOW, true, () -> {})).isTrue();
    inbox.abandon(claimed.get(3));
    assertThat(inbox.putBack(claimed.get(3), UNTIL, 1, "failed")).isTrue();
    assertThat(inbox.park(claimed.get(4), NOW, "failed")).isTrue();
    assertThat(inbox.park(claimed.get(5), NOW, "failed")).isTrue();
    assertThat(inbox.requeue(claimed.get(4).id(), NOW)).isTrue();
    assertThat(inbox.discard(claimed.get(5).id())).isTrue();
    assertThat(inbox.replay(claimed.get(0).subscription(), NOW)).isPositive();
    assertThat(inbox.findById(claimed.get(3).id())).isPresent();

    ManageableInbox.Query all = ManageableInbox.Query.all();
    List<InboxEntry> page = inbox.list(all);
    assertThat(page).hasSize(ManageableInbox.Query.MAX_PAGE);
    inbox.list(new ManageableInbox.Query(null, null, page.get(999).id(), 1000));
    for (InboxEntry.State state : InboxEntry.State.values()) {
      inbox.list(new ManageableInbox.Query(state, null, null, 1000));
      inbox.list(new ManageableInbox.Query(state, page.get(0).subscription(), null, 1000));
      inbox.list(new ManageableInbox.Query(state, claimed.get(60).subscription(), null, 1000));
    }
    inbox.list(new ManageableInbox.Query(null, page.get(0).subscription(), null, 1000));
    inbox.list(new ManageableInbox.Query(null, claimed.get(60).subscription(), null, 1000));
    assertThat(inbox.load().updates()).isPositive();
    assertThat(inbox.clock()).isNotNull();
    assertThat(inbox.purgeDone(LATER, 600)).isEqualTo(600);
    assertThat(inbox.purgeParked(LATER, 600)).isPositive();
    assertThat(inbox.forgetDuplicates(LATER, 600)).isEqualTo(600);
    assertThat(calls.missing()).isEmpty();
  }

  private static void callAll(JpaPingQueue target) {
    Calls<ManageableQueue> calls = new Calls<>(ManageableQueue.class, target);
    ManageableQueue queue = calls.proxy;
    List<QueuedPing> pings =
        IntStream.range(0, 150).mapToObj(i -> QueuedPingBuilder.asked().build()).toList();
    assertThat(queue.add(pings)).isTrue();
    queue.afterCommit(() -> {});
    List<QueuedPing> claimed = queue.claimDue(Claim.of(NOW, LATER, 100));
    assertThat(claimed).hasSize(100);
    assertThat(queue.complete(claimed.subList(0, 50))).isEqualTo(50);
    assertThat(queue.putBack(claimed.get(50), UNTIL, 1, "failed")).isTrue();
    assertThat(queue.park(claimed.get(51), NOW, "failed")).isTrue();
    assertThat(queue.park(claimed.get(52), NOW, "failed")).isTrue();
    assertThat(queue.requeue(claimed.get(51).id(), NOW)).isTrue();
    assertThat(queue.discard(claimed.get(52).id())).isTrue();
    assertThat(queue.findById(claimed.get(50).id())).isPresent();

    List<QueuedPing> page = queue.list(ManageableQueue.Query.all());
    assertThat(page).hasSize(ManageableQueue.Query.MAX_PAGE);
    QueuedPing last = page.get(999);
    for (QueuedPing.State state : QueuedPing.State.values()) {
      queue.list(new ManageableQueue.Query(state, null, null, null, 1000));
    }
    URI unknown = URI.create(RARE);
    queue.list(new ManageableQueue.Query(null, unknown, null, last.id(), 1000));
    queue.list(new ManageableQueue.Query(null, null, unknown, null, 1000));
    queue.list(new ManageableQueue.Query(null, last.hub(), unknown, null, 1000));
    assertThat(queue.purgeParked(LATER, 100)).isEqualTo(100);
    assertThat(queue.countWaiting()).isPositive();
    assertThat(queue.clock()).isNotNull();
    assertThat(calls.missing()).isEmpty();
  }

  /** Notes which methods of a store were not called, and what no query of theirs had set. */
  private static final class Calls<T> {
    private final T proxy;
    private final Set<String> missing = new TreeSet<>();

    Calls(Class<T> type, T target) {
      for (Method method : type.getMethods()) {
        if (!Modifier.isStatic(method.getModifiers())) {
          missing.add(method.getName());
          Arrays.stream(method.getParameterTypes())
              .filter(Calls::isQuery)
              .flatMap(query -> Arrays.stream(query.getRecordComponents()))
              .forEach(component -> missing.add(component.getName()));
        }
      }
      proxy =
          type.cast(
              Proxy.newProxyInstance(
                  type.getClassLoader(),
                  new Class<?>[] {type},
                  (self, method, values) -> call(target, method, values)));
    }

    private static boolean isQuery(Class<?> type) {
      return type.isRecord() && type.getSimpleName().endsWith("Query");
    }

    private Object call(T target, Method method, Object[] values) throws Throwable {
      missing.remove(method.getName());
      if (values != null && isQuery(values[0].getClass())) {
        for (RecordComponent component : values[0].getClass().getRecordComponents()) {
          if (component.getAccessor().invoke(values[0]) != null) {
            missing.remove(component.getName());
          }
        }
      }
      try {
        return method.invoke(target, values);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    Set<String> missing() {
      return missing;
    }
  }
}
