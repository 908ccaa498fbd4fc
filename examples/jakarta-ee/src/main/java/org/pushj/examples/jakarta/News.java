package org.pushj.examples.jakarta;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The content of an update. */
@Entity
public class News {
  @Id private String id = "";

  @Column(nullable = false, length = 10_000)
  private String text = "";

  @Column(nullable = false)
  private String thread = "";

  /** For the persistence provider. */
  protected News() {}

  /**
   * Makes one.
   *
   * @param thread the name of the thread that the listener ran on
   */
  public News(String id, String text, String thread) {
    this.id = id;
    this.text = text;
    this.thread = thread;
  }

  /** Returns the id of the update. */
  public String id() {
    return id;
  }

  /** Returns a line with the content and the thread. */
  public String line() {
    return text + " on " + thread;
  }
}
