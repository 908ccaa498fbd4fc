package org.pushj;

/** Writes texts as strings of JSON (RFC 8259 section 7). */
final class JsonText {
  private JsonText() {}

  /** Returns a text in quotes, in ASCII: so it is safe in any encoding, and in a script. */
  static String of(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c > '~' || c == '<') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
