/**
 * Subscriptions, updates and pings in a database, through Jakarta Persistence: see {@link
 * org.pushj.jpa.JpaSubscriptionStore}, {@link org.pushj.jpa.JpaUpdateInbox} and {@link
 * org.pushj.jpa.JpaPingQueue}.
 */
module org.pushj.jpa {
  requires java.naming;
  requires transitive jakarta.persistence;
  requires transitive java.sql;
  requires transitive org.pushj;
  requires org.slf4j;
  requires static jakarta.transaction;
  requires static org.jspecify;
  requires static spring.orm;
  requires static spring.tx;

  exports org.pushj.jpa;
  exports org.pushj.jpa.secrets;
  exports org.pushj.jpa.transactions;
}
