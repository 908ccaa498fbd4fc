package org.pushj.jpa;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * The content of a row of {@code push_update}: only a query that asks for it reads it. Not a large
 * object of its own in any database, but plain bytes.
 */
@Entity(name = ContentRow.ENTITY)
@Table(name = InboxRow.TABLE)
@Cacheable(false)
class ContentRow {
  static final String ENTITY = "PushUpdateContent";

  @Id
  @Column(name = "id", length = 36)
  String id;

  @Column(name = "content", length = Integer.MAX_VALUE, nullable = false)
  byte[] content;

  @SuppressWarnings("NullAway.Init")
  protected ContentRow() {}
}
