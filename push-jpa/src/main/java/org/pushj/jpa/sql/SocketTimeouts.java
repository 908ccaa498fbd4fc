package org.pushj.jpa.sql;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.pushj.concurrent.BoundedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of connections that wait for an answer for ever. Safe for use by several threads. */
public final class SocketTimeouts {
  private static final Logger LOG = LoggerFactory.getLogger(SocketTimeouts.class.getPackageName());

  /** H2 needs no limit, and a pool may give up a connection whose driver cannot tell it. */
  private static final Set<String> ASKED = Set.of("PostgreSQL", "MariaDB", "MySQL");

  /** The URLs that were warned of. */
  private static final Map<String, Boolean> WARNED = BoundedMap.inOrderOfUse(1000);

  private SocketTimeouts() {}

  /** Warns once of each URL. */
  public static void check(Connection connection) {
    try {
      DatabaseMetaData database = connection.getMetaData();
      String product = database.getDatabaseProductName();
      if (ASKED.contains(product) && connection.getNetworkTimeout() == 0 && isNew(database)) {
        LOG.warn(
            "Connections to {} have no socketTimeout: where an answer is lost, a thread waits for"
                + " ever. Set it in the URL, to a minute, say: 60 for PostgreSQL, 60000 for"
                + " MariaDB",
            product);
      }
    } catch (SQLException e) {
      LOG.debug("The driver does not tell the time limit of its connections", e);
    }
  }

  private static boolean isNew(DatabaseMetaData database) throws SQLException {
    String url = database.getURL();
    synchronized (WARNED) {
      return WARNED.put(url, true) == null;
    }
  }
}
