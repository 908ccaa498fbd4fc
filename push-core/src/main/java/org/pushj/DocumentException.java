package org.pushj;

import org.jspecify.annotations.Nullable;

/**
 * Topic and hub links cannot be added to a document: it is neither a feed nor an HTML page, or it
 * is not well-formed. The message says what was found, and where.
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
   * @param line the line of the problem, from 1; 0 if it concerns the whole document
   * @param column the column of the problem, from 1; 0 if it concerns the whole document
   */
  public DocumentException(String message, int line, int column, @Nullable Throwable cause) {
    super(line > 0 ? message + " (line " + line + ", column " + column + ")" : message, cause);
    this.line = line;
    this.column = column;
  }

  /** Makes the exception for a problem that concerns the whole document. */
  public DocumentException(String message, @Nullable Throwable cause) {
    this(message, 0, 0, cause);
  }

  /** Returns the line of the problem, from 1; 0 if it concerns the whole document. */
  public int line() {
    return line;
  }

  /** Returns the column of the problem, from 1; 0 if it concerns the whole document. */
  public int column() {
    return column;
  }
}
