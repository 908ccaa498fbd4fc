package org.pushj.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.jpa.secrets.AesGcmSecretCipher;
import org.pushj.jpa.secrets.SecretCipher;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.SubscriptionBuilder;

/** Whoever has a copy of the database has no secret, if the application has a cipher. */
class StoredSecretsTest {
  private static final byte[] OLD_KEY = "0123456789abcdef".getBytes(UTF_8);
  private static final byte[] NEW_KEY = "fedcba9876543210".getBytes(UTF_8);

  private final HikariDataSource dataSource = TestDatabase.H2.open();
  private final EntityManagerFactory factory = TestProvider.HIBERNATE.open(dataSource);
  private final Subscription subscription = withThreeSecrets();

  @AfterEach
  void close() {
    factory.close();
    dataSource.close();
  }

  @Test
  void noSecret_isInTheDatabase() {
    SearchableStore store = store(AesGcmSecretCipher.of("old", OLD_KEY));
    assertThat(store.add(subscription)).isTrue();

    String data = TestDatabase.text(dataSource, "SELECT data FROM push_subscription");
    for (String sealed :
        List.of("grant.sealedSecret", "open.sealedSecret", "former.sealedSecret")) {
      assertThat(data).contains(sealed + "=old:");
    }
    assertThat(data)
        .doesNotContain(subscription.registration().orElseThrow().secret().value())
        .doesNotContain(subscription.open().secret().value())
        .doesNotContain(subscription.former().secret().value());
    assertThat(store.findById(subscription.id())).contains(subscription);
    assertThat(store.list(SubscriptionQuery.all())).containsExactly(subscription);
    assertThat(store.claimDue(Claim.of(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 1)))
        .containsExactly(subscription.withDueAt(Instant.EPOCH.plusSeconds(1)).withVersion(1));
  }

  @Test
  void nodeWithoutCipher_refusesWhatANewerNodeHasSealed() {
    SearchableStore plain = store(SecretCipher.none());
    SearchableStore sealed = store(AesGcmSecretCipher.of("new", NEW_KEY).readingPlainTexts());
    assertThat(plain.add(subscription)).isTrue();
    assertThat(sealed.findById(subscription.id())).contains(subscription);

    Subscription next = sealed.replace(subscription, subscription).orElseThrow();

    assertRefused(plain, next);
    assertReadable(sealed, next);
  }

  @Test
  void nodeWithTheOldKey_refusesWhatANewerNodeHasSealed() {
    SearchableStore old = store(AesGcmSecretCipher.of("old", OLD_KEY));
    SearchableStore rotated =
        store(AesGcmSecretCipher.of("new", NEW_KEY).withOlderKey("old", OLD_KEY));
    assertThat(old.add(subscription)).isTrue();

    Subscription next = rotated.replace(subscription, subscription).orElseThrow();

    assertRefused(old, next);
    assertReadable(rotated, next);
    SearchableStore prepared =
        store(AesGcmSecretCipher.of("old", OLD_KEY).withOlderKey("new", NEW_KEY));
    assertReadable(prepared, next);
  }

  @Test
  void subscriptionThatOneNodeCannotRead_isClaimedByANodeThatCan() {
    SearchableStore blind = store(SecretCipher.none());
    SearchableStore sealed = store(AesGcmSecretCipher.of("new", NEW_KEY));
    assertThat(sealed.add(subscription)).isTrue();

    assertThat(blind.claimDue(Claim.of(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 1))).isEmpty();
    assertThat(sealed.claimDue(Claim.of(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 1)))
        .extracting(Subscription::id)
        .containsExactly(subscription.id());
  }

  @Test
  void keys_canChange() {
    assertThat(store(AesGcmSecretCipher.of("old", OLD_KEY)).add(subscription)).isTrue();
    SearchableStore rotated =
        store(AesGcmSecretCipher.of("new", NEW_KEY).withOlderKey("old", OLD_KEY));

    assertThat(rotated.findById(subscription.id())).contains(subscription);
    assertThat(rotated.replace(subscription, subscription)).isPresent();

    assertThat(store(AesGcmSecretCipher.of("new", NEW_KEY)).findById(subscription.id()))
        .contains(subscription.withVersion(1));
  }

  @Test
  void findByCallback_throwsAStoreException_whenTheKeyIsMissing() {
    assertThat(store(AesGcmSecretCipher.of("old", OLD_KEY)).add(subscription)).isTrue();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                store(AesGcmSecretCipher.of("new", NEW_KEY))
                    .findByCallback(subscription.former().callback()))
        .withStackTraceContaining("the key named old");
  }

  private SearchableStore store(SecretCipher cipher) {
    return new JpaSubscriptionStore(TransactionBoundary.resourceLocal(factory), cipher);
  }

  /** Neither content is taken nor a hub asked by a node that cannot read the secret. */
  private static void assertRefused(SearchableStore store, Subscription subscription) {
    for (CallbackToken token : SubscriptionStore.tokensOf(subscription)) {
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.findByCallback(token));
    }
    assertThat(store.claimDue(Claim.of(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 1))).isEmpty();
  }

  private static void assertReadable(SearchableStore store, Subscription subscription) {
    assertThat(store.findByCallback(subscription.former().callback()).orElseThrow().grant())
        .isEqualTo(subscription.grant());
  }

  private static Subscription withThreeSecrets() {
    SubscriptionBuilder builder = SubscriptionBuilder.active().dueAt(Instant.EPOCH);
    Subscription active = builder.build();
    OpenRequest open = new OpenRequest(IntentKind.SUBSCRIBE, another(active), Instant.EPOCH);
    Grant.Former former = new Grant.Former(another(active), active.lease().endsAt(), null, null);
    return builder.openRequest(open).former(former).build();
  }

  private static Registration another(Subscription active) {
    Registration known = active.registration().orElseThrow();
    return new Registration(
        known.target(), CallbackToken.random(), known.callbackBase(), Secret.random());
  }
}
