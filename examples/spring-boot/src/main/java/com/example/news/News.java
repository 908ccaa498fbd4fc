package com.example.news;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The content of an update. */
@Entity
class News {
  @Id private String id = "";

  @Column(nullable = false, length = 1_000_000)
  private String text = "";

  /** For the persistence provider. */
  News() {}

  News(String id, String text) {
    this.id = id;
    this.text = text;
  }
}
