package org.pushj.jpa;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * One row of {@code push_callback}: a callback token, whose subscription it is. A subscription has
 * one, and for a while up to two more: that of an open request, and that of what was granted
 * before. The primary key makes tokens unique, whichever of the three places they are in.
 */
@Entity(name = CallbackRow.ENTITY)
@Table(name = "push_callback")
@Cacheable(false)
class CallbackRow {
  static final String ENTITY = "PushCallback";

  @Id
  @Column(name = "token", length = 128)
  String token;

  @Column(name = "subscription_id", length = 36, nullable = false)
  String subscriptionId;

  @SuppressWarnings("NullAway.Init")
  protected CallbackRow() {}

  CallbackRow(String token, String subscriptionId) {
    this.token = token;
    this.subscriptionId = subscriptionId;
  }
}
