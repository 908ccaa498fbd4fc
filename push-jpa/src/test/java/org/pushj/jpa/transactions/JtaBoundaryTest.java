package org.pushj.jpa.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.RollbackException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.jpa.sql.Failures;

/** What a commit throws. No transaction manager can be made to throw all of that. */
class JtaBoundaryTest {
  @ParameterizedTest
  @ValueSource(classes = {SystemException.class, IllegalStateException.class})
  void commit_isInDoubt_whenItDoesNotSayThatNothingWasChanged(Class<? extends Exception> thrown)
      throws ReflectiveOperationException {
    Throwable failure = commit(thrown.getConstructor().newInstance());
    assertThat(Failures.isUndecided(failure)).isTrue();
  }

  @Test
  void commit_isNotInDoubt_whenItSaysThatAllWasRolledBack() {
    Throwable failure = commit(new HeuristicRollbackException());
    assertThat(failure).isInstanceOf(RollbackException.class);
    assertThat(Failures.isUndecided(failure)).isFalse();
  }

  private static Throwable commit(Exception thrown) {
    JtaBoundary boundary =
        new JtaBoundary(
            stub(
                EntityManagerFactory.class,
                Map.of("createEntityManager", stub(EntityManager.class, Map.of()))),
            stub(UserTransaction.class, Map.of("commit", thrown)),
            stub(
                TransactionSynchronizationRegistry.class,
                Map.of("getTransactionStatus", Status.STATUS_NO_TRANSACTION)),
            Runnable::run);
    return catchThrowable(() -> boundary.call(entities -> "done"));
  }

  /** Returns an object whose methods return or throw what is said, or do nothing. */
  private static <T> T stub(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (stub, method, arguments) -> {
              Object answer = answers.get(method.getName());
              if (answer instanceof Exception e) {
                throw e;
              }
              return answer;
            }));
  }
}
