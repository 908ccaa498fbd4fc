package org.pushj.jpa.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

  @ParameterizedTest
  @CsvSource({
    "40001, 0, true, PostgreSQL and MariaDB: serialization failure",
    "40P01, 0, true, PostgreSQL: deadlock",
    "40003, 0, false, any: whether it was committed is not known",
    "HY000, 1020, true, MariaDB: changed since the snapshot",
    "HY000, 1105, false, MariaDB: unknown error",
    "90131, 90131, true, H2: changed meanwhile",
    "HY000, 50000, true, H2: a deadlock of which the other transaction has ended",
    "23505, 23505, false, H2: unique index",
    "22001, 22001, false, H2: value too long",
  })
  void isTransient_isSoForCollisions(String state, int code, boolean expected, String what) {
    SQLException failure = new SQLException(what, state, code);

    assertEquals(expected, Failures.isTransient(new PersistenceException(failure)), what);
  }

  @ParameterizedTest
  @CsvSource({
    "08006, true, PostgreSQL and MariaDB: the connection broke",
    "57P01, true, PostgreSQL: it is shut down",
    "90067, true, H2: the connection broke",
    "90098, true, H2: the database is closed",
    "90121, true, H2: it is being shut down",
    "90131, false, H2: changed meanwhile",
    "22001, false, any: value too long",
  })
  void commit_isUndecided_whereTheConnectionIsGone(String state, boolean expected, String what) {
    PersistenceException failure = new PersistenceException(new SQLException(what, state));

    assertEquals(expected, Failures.isDisconnected(failure), what);
    assertEquals(expected, Failures.isUndecided(failure), what);
  }

  @Test
  void isTransient_isFalse_withoutDatabase() {
    assertFalse(Failures.isTransient(new IllegalStateException("closed")));
  }
}
