/**
 * Subscriptions and updates in a database, through Jakarta Persistence: see {@link
 * org.pushj.jpa.JpaSubscriptionStore} and {@link org.pushj.jpa.JpaUpdateInbox}.
 */
module org.pushj.jpa {
  requires transitive jakarta.persistence;
  requires transitive java.sql;
  requires transitive org.pushj;
  requires org.slf4j;
  requires static jakarta.transaction;
  requires static org.jspecify;

  exports org.pushj.jpa;

  // Any provider may read the entities and their mapping file.
  opens org.pushj.jpa;
}
