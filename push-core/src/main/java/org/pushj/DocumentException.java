package org.pushj;

import org.jspecify.annotations.Nullable;

/**
 * A document cannot name its topic and its hubs: it is neither a feed nor a page, or it is not
 * well-formed. The message says what was found, and where.
 *
 * @since 0.1
 */
public final class DocumentException extends PushException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  /**
   * Makes the exception.
   *
   * @param line the line where the document goes wrong, from 1; 0 for the document as a whole
   * @param column the column there, from 1; 0 for the document as a whole
   */
  public DocumentException(String message, int line, int column, @Nullable Throwable cause) {
    super(line > 0 ? message + " (line " + line + ", column " + column + ")" : message, cause);
    this.line = line;
    this.column = column;
  }

  /** Returns the line where the document goes wrong, from 1; 0 if it does as a whole. */
  public int line() {
    return line;
  }

  /** Returns the column where the document goes wrong, from 1; 0 if it does as a whole. */
  public int column() {
    return column;
  }
}
