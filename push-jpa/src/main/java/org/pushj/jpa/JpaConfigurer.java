package org.pushj.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.pushj.jpa.secrets.AesGcmSecretCipher;
import org.pushj.jpa.secrets.SecretCipher;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.subscriber.SubscriberConfigurer;

/**
 * Stores the subscriptions of a subscriber, and optionally its updates, in a database: a {@code
 * configurer} for web.xml. The guide "All in web.xml" lists its {@linkplain #parameters()
 * parameters}.
 *
 * <p>Writes of a listener through the {@link #boundary()} take effect exactly once for each update:
 *
 * <pre>{@code
 * public class MyConfigurer extends JpaConfigurer {
 *   @Override
 *   public void configure(SubscriberBuilder builder, Map<String, String> parameters) {
 *     super.configure(builder, parameters);
 *     builder.listener(new MyListener(boundary()));
 *   }
 * }
 * }</pre>
 *
 * <p>Used by one thread.
 *
 * @since 0.1
 */
public class JpaConfigurer implements SubscriberConfigurer {
  private static final String DATA_SOURCE = "dataSource";
  private static final String UNIT = "persistenceUnit";
  private static final String TRANSACTIONS = "transactions";
  private static final String INBOX = "inbox";
  private static final String SCHEMA = "createSchema";
  private static final String KEYS = "secretKeys";
  private static final String PLAIN = "readPlainSecrets";
  private static final String EXECUTOR = "executor";
  private static final String JNDI = "java:";

  private @Nullable EntityManagerFactory own;
  private @Nullable TransactionBoundary boundary;

  /** Makes a configurer. Called by the servlet. */
  public JpaConfigurer() {}

  @Override
  public Set<String> parameters() {
    return Set.of(DATA_SOURCE, UNIT, TRANSACTIONS, INBOX, SCHEMA, KEYS, PLAIN);
  }

  /**
   * Sets the store, and the inbox if it is enabled.
   *
   * @throws IllegalArgumentException if a parameter is missing or wrong
   * @throws org.pushj.StoreException if the tables are missing, and the message says what creates
   *     them; if they could not be created; or if the database is unavailable
   * @throws jakarta.persistence.PersistenceException if no entity manager factory can be created
   */
  @Override
  public void configure(SubscriberBuilder builder, Map<String, String> parameters) {
    SecretCipher cipher = cipher(parameters);
    boolean hasInbox = flag(INBOX, parameters);
    boolean isJta = isJta(parameters);
    if (flag(SCHEMA, parameters)) {
      PushSchema.create(dataSource(parameters));
    }
    EntityManagerFactory factory = factory(parameters);
    TransactionBoundary transactions =
        isJta ? jta(factory, executor(parameters)) : TransactionBoundary.resourceLocal(factory);
    boundary = transactions;
    JpaSubscriptionStore store = new JpaSubscriptionStore(transactions, cipher);
    store.requireTables();
    builder.store(store);
    if (hasInbox) {
      JpaUpdateInbox inbox = new JpaUpdateInbox(transactions);
      inbox.requireTables();
      builder.inbox(inbox);
    }
  }

  /**
   * Returns the boundary of the transactions of the store and the inbox.
   *
   * @throws IllegalStateException before {@link #configure}
   */
  public TransactionBoundary boundary() {
    if (boundary == null) {
      throw new IllegalStateException("configure must be called first");
    }
    return boundary;
  }

  /** Closes the factory that it created, if any. */
  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }

  private EntityManagerFactory factory(Map<String, String> parameters) {
    String unit = parameters.get(UNIT);
    if (unit != null && unit.startsWith(JNDI)) {
      return lookUp(UNIT, unit, EntityManagerFactory.class);
    }
    own =
        unit == null
            ? PushPersistence.from(dataSource(parameters))
            : Persistence.createEntityManagerFactory(unit);
    return own;
  }

  private static DataSource dataSource(Map<String, String> parameters) {
    String name = parameters.get(DATA_SOURCE);
    if (name == null) {
      throw new IllegalArgumentException(
          DATA_SOURCE + " must be the JNDI name of a data source, was missing");
    }
    return lookUp(DATA_SOURCE, name, DataSource.class);
  }

  private static boolean isJta(Map<String, String> parameters) {
    boolean isJta =
        switch (parameters.getOrDefault(TRANSACTIONS, "local")) {
          case "local" -> false;
          case "jta" -> true;
          default ->
              throw new IllegalArgumentException(
                  "transactions must be local or jta, was " + parameters.get(TRANSACTIONS));
        };
    if (isJta && !parameters.containsKey(UNIT)) {
      throw new IllegalArgumentException(
          UNIT + " must name a persistence unit of JTA, as transactions is jta; was missing");
    }
    return isJta;
  }

  private static Executor executor(Map<String, String> parameters) {
    String name = parameters.getOrDefault(EXECUTOR, "");
    return lookUp(
        EXECUTOR,
        name.startsWith(JNDI) ? name : "java:comp/DefaultManagedExecutorService",
        Executor.class);
  }

  /** Every server has these names. */
  @SuppressWarnings("BanJNDI")
  private static TransactionBoundary jta(EntityManagerFactory factory, Executor executor) {
    try {
      return TransactionBoundary.jta(
          factory,
          InitialContext.<UserTransaction>doLookup("java:comp/UserTransaction"),
          InitialContext.<TransactionSynchronizationRegistry>doLookup(
              "java:comp/TransactionSynchronizationRegistry"),
          executor);
    } catch (NamingException e) {
      throw new IllegalStateException("there are no transactions of JTA: " + e.getMessage(), e);
    }
  }

  private static boolean flag(String name, Map<String, String> parameters) {
    return switch (parameters.getOrDefault(name, "false")) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              name + " must be true or false, was " + parameters.get(name));
    };
  }

  /** Says nothing of what is wrong in the keys: a part of one might be in that. */
  private static SecretCipher cipher(Map<String, String> parameters) {
    boolean readsPlain = flag(PLAIN, parameters);
    String keys = parameters.get(KEYS);
    if (keys == null) {
      return SecretCipher.none();
    }
    try {
      AesGcmSecretCipher cipher = null;
      for (String each : List.of(keys.split("[\\s,]+", -1))) {
        int colon = each.indexOf(':');
        String name = each.substring(0, colon);
        byte[] key = Base64.getDecoder().decode(each.substring(colon + 1));
        cipher = cipher == null ? AesGcmSecretCipher.of(name, key) : cipher.withOlderKey(name, key);
      }
      Objects.requireNonNull(cipher);
      return readsPlain ? cipher.readingPlainTexts() : cipher;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          KEYS
              + " must be keys of the form name:key, with white space or commas between them; each"
              + " key 16, 24 or 32 bytes in Base64, each name 1 to 32 characters of A-Z a-z 0-9 ."
              + " _ -, and none twice");
    }
  }

  /** The name comes from the deployer alone. */
  @SuppressWarnings("BanJNDI")
  private static <T> T lookUp(String parameter, String name, Class<T> role) {
    try {
      return role.cast(InitialContext.doLookup(name));
    } catch (NamingException | ClassCastException e) {
      throw new IllegalArgumentException(
          "%s must be the JNDI name of a %s, was %s: %s"
              .formatted(parameter, role.getSimpleName(), name, e.getMessage()),
          e);
    }
  }
}
