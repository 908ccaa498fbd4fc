package org.pushj.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An entity of the application's own. */
@Entity
@Table(name = "note")
class Note {
  static final String TABLE = "CREATE TABLE note (id VARCHAR(36) NOT NULL PRIMARY KEY)";

  @Id
  @Column(length = 36)
  String id;

  protected Note() {}

  Note(String id) {
    this.id = id;
  }
}
