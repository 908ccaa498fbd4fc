package org.pushj.examples.war;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A notice on the board. Its text is unique. */
@Entity
@Table(name = "notice")
class Notice {
  static final int MAX_TEXT = 500;

  /** The same on H2, PostgreSQL and MariaDB. */
  static final String TABLE =
      "CREATE TABLE IF NOT EXISTS notice (id VARCHAR(36) NOT NULL PRIMARY KEY,"
          + " text VARCHAR("
          + MAX_TEXT
          + ") NOT NULL UNIQUE, posted_at BIGINT NOT NULL)";

  @Id
  @Column(length = 36)
  private String id;

  @Column(length = MAX_TEXT, nullable = false)
  private String text;

  @Column(name = "posted_at", nullable = false)
  private long postedAt;

  @SuppressWarnings("NullAway.Init")
  protected Notice() {}

  Notice(String text, Instant postedAt) {
    this.id = UUID.randomUUID().toString();
    this.text = text;
    this.postedAt = postedAt.toEpochMilli();
  }

  String text() {
    return text;
  }

  Instant postedAt() {
    return Instant.ofEpochMilli(postedAt);
  }
}
