package org.pushj.examples.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private static final Content OLD = content("old");
  private static final Content NEW = content("new");

  private final Mailbox mailbox = new Mailbox(true);

  @Test
  void put_startsACourier_onlyWhenNoneIsUnderWay() {
    assertThat(mailbox.put(OLD)).isTrue();
    assertThat(mailbox.put(NEW)).isFalse();
    mailbox.taken(NEW);
    assertThat(mailbox.next()).isEmpty();
    assertThat(mailbox.put(OLD)).isTrue();
  }

  @Test
  void put_replacesWhatWaits() {
    mailbox.put(OLD);
    mailbox.put(NEW);

    assertThat(mailbox.next()).contains(NEW);
  }

  @Test
  void put_doesNothing_whenTheContentIsTheSame() {
    mailbox.put(OLD);
    mailbox.taken(OLD);
    mailbox.next();

    assertThat(mailbox.put(content("old"))).isFalse();
    assertThat(mailbox.next()).isEmpty();
  }

  @Test
  void taken_leavesNewerContent() {
    mailbox.put(OLD);
    mailbox.put(NEW);
    mailbox.taken(OLD);

    assertThat(mailbox.next()).contains(NEW);
  }

  @Test
  void failed_givesUp_afterTheLastAttemptAndForgets() {
    BackOff twice = new BackOff(2, Duration.ofSeconds(7));
    mailbox.put(OLD);

    assertThat(mailbox.failed(twice)).contains(Duration.ofSeconds(7));
    assertThat(mailbox.next()).contains(OLD);
    assertThat(mailbox.failed(twice)).isEmpty();
    assertThat(mailbox.put(OLD)).isTrue();
  }

  @Test
  void lastTaken_isWhatTheSubscriberTook_whateverCameOrFailedMeanwhile() {
    BackOff once = new BackOff(1, Duration.ZERO);
    assertThat(mailbox.lastTaken()).isEmpty();
    mailbox.put(OLD);
    mailbox.put(NEW);
    mailbox.taken(OLD);
    assertThat(mailbox.lastTaken()).contains(OLD);

    mailbox.failed(once);

    assertThat(mailbox.lastTaken()).contains(OLD);
  }

  @Test
  void lastTaken_isNotKept_whenNobodyWantsIt() {
    Mailbox forgetful = new Mailbox(false);
    forgetful.put(OLD);

    forgetful.taken(OLD);

    assertThat(forgetful.lastTaken()).isEmpty();
  }

  private static Content content(String text) {
    return new Content("text/plain", text.getBytes(UTF_8));
  }
}
