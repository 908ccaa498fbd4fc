package org.pushj.rewriting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.rewriting.Rewriting.ADVERTISEMENT;
import static org.pushj.rewriting.Rewriting.LINKS;
import static org.pushj.rewriting.Rewriting.rewrite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.MediaType;
import org.pushj.TopicLinks;

/** What is no link stays byte for byte as it is. */
class RewritingFidelityTest {
  private static final String TYPE = "application/xml";
  private static final String START = "<feed xmlns=\"http://www.w3.org/2005/Atom\">";
  private static final String OLD = "<link rel=\"hub\" href=\"https://old.example/\"/>";

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "<?xml version='1.0'  encoding = 'UTF-8' standalone='yes' ?>",
        "<?xml version='1.1'?>",
        "\n <?xml version='1.0'?>",
        "\uFEFF<?xml version='1.0'?>\r\n",
        "\uFEFF\n",
        "<?xml-stylesheet href='a?b' ?><?xml-other?>",
        "<!-- a - > --><!---->",
        "<!DOCTYPE feed>",
        "<!DOCTYPE feed SYSTEM '>'>",
        "<!DOCTYPE feed PUBLIC \"a'>\" '\"]>' >",
        "<!DOCTYPE feed [<!ENTITY a \"]>\"><!-- ' ]> --><?pi \" ]> ?><!ELEMENT a ANY>\n ] >",
        "<!DOCTYPE feed [ ]>",
        "<!DOCTYPE\n\nfeed\n[%p;]>"
      })
  void prolog_staysAsItIs(String prolog) {
    String use = prolog.contains("DOCTYPE") ? "a='&lt;&copy;>' b='&a;'" : "";
    String rest = START + "<id " + use + ">&copy;</id></feed>";
    assertThat(rewrite(prolog + rest, TYPE)).isEqualTo(prolog + rest.replace(START, START + LINKS));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "<a  b='1'\r\n\tc = \"2'>/\" d='\"/>' />",
        "<a></a\n>",
        "<a b='&lt;&#13;&#x1F600;'>&amp;&nbsp;&#10;</a>",
        "<a>]] > \" ' \r \r\n \n\r</a>",
        "<![CDATA[<feed>]]]]><![CDATA[>&nbsp;]]>",
        "<![CDATA[]]><!----><!-- <![CDATA[ --><?a?><?b <!-- ?>",
        "<\u00e9\u65e5 \u00e9='\u00df'/>",
        "\uD83D\uDE00<a>\uD83D\uDE00</a>\uD83D\uDE00",
        "<div xmlns='http://www.w3.org/1999/xhtml'><link rel='hub' href='x'/></div>",
        "<x:a xmlns:x='urn:x' xmlns:y='urn:y' y:z=''/>"
      })
  void content_staysAsItIs(String content) {
    String feed = START + "\n" + OLD + "%s<entry>%1$s</entry>%1$s</feed>%s";
    String document = feed.formatted(content, "\n<!-- end -->\n");
    assertThat(rewrite(document, TYPE))
        .isEqualTo(document.replace(OLD, Rewriting.links("link", "\n")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "UTF-8, \u00fc\u65e5\uD83D\uDE00",
    "ISO-8859-1, \u00fc",
    "windows-1252, \u20ac",
    "KOI8-R, \u0436",
    "UTF-16BE, \u00fc\u65e5\uD83D\uDE00",
    "UTF-16LE, \u00fc\u65e5\uD83D\uDE00",
    "UTF-32BE, \u00fc\u65e5\uD83D\uDE00",
    "UTF-32LE, \u00fc\u65e5\uD83D\uDE00",
    "Shift_JIS, \u65e5\u8868\u80fd",
    "EUC-JP, \u65e5\u672c",
    "ISO-2022-JP, \u65e5\u672c",
    "GB18030, \u65e5\u672c\uD83D\uDE00",
    "Big5, \u529f\u8a31",
    "IBM037, \u00fc"
  })
  void encoding_staysAsItIs_withAndWithoutTheNameInTheType(String encoding, String text)
      throws IOException {
    Charset charset = Charset.forName(encoding);
    String declaration = "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>";
    String feed =
        declaration + "<!--" + text + "-->" + START + OLD + "<id>" + text + "</id></feed>";
    byte[] document = feed.getBytes(charset);
    for (String type : List.of(TYPE, TYPE + ";charset=" + encoding)) {
      byte[] rewritten = rewrite(document, type);
      assertThat(rewritten).isEqualTo(feed.replace(OLD, LINKS).getBytes(charset));
      assertThat(Rewriting.discover(rewritten, type))
          .isEqualTo(new TopicLinks(Rewriting.SELF, List.of(Rewriting.HUB, Rewriting.SECOND_HUB)));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"UTF-16BE, FEFF", "UTF-16LE, FFFE", "UTF-32BE, 0000FEFF", "UTF-32LE, FFFE0000"})
  void mark_staysAsItIs_andStandsOnce(String encoding, String mark) throws IOException {
    Charset charset = Charset.forName(encoding);
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    document.write(HexFormat.of().parseHex(mark));
    document.write((START + OLD + "</feed>").getBytes(charset));
    ByteArrayOutputStream rewritten = new ByteArrayOutputStream();
    rewritten.write(HexFormat.of().parseHex(mark));
    rewritten.write((START + LINKS + "</feed>").getBytes(charset));
    for (String type : List.of(TYPE, TYPE + ";charset=UTF-16", TYPE + ";charset=" + encoding)) {
      assertThat(rewrite(document.toByteArray(), type)).isEqualTo(rewritten.toByteArray());
    }
  }

  @Test
  void mark_isNotPutIn_whenTheTypeNamesAnEncodingThatHasOne() {
    Charset charset = Charset.forName("UTF-16BE");
    assertThat(rewrite((START + OLD + "</feed>").getBytes(charset), TYPE + ";charset=UTF-16"))
        .isEqualTo((START + LINKS + "</feed>").getBytes(charset));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "UTF-8, C3",
    "UTF-8, E697",
    "UTF-8, FF41C080EDA080",
    "UTF-8, F09F98",
    "US-ASCII, FC",
    "windows-31j, 81CAEEF9FA54",
    "Shift_JIS, 815FFF",
    "ISO-2022-JP, 1B24421B2842411B2842",
    "EUC-JP, 8FA2B7A1",
    "GB18030, 8130"
  })
  void bytes_stayAsTheyAre_whenTheyAreNoCharactersOrHaveEquals(String encoding, String hex)
      throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    ByteArrayOutputStream rewritten = new ByteArrayOutputStream();
    String declaration = "<?xml version='1.0' encoding='" + encoding + "'?>";
    for (ByteArrayOutputStream out : List.of(document, rewritten)) {
      out.writeBytes((declaration + START + "<id>").getBytes(UTF_8));
      out.writeBytes(bytes);
      out.writeBytes(" </id>".getBytes(UTF_8));
      out.writeBytes((out == document ? OLD : LINKS).getBytes(UTF_8));
      out.writeBytes("<title>".getBytes(UTF_8));
      out.writeBytes(bytes);
      out.writeBytes(" </title></feed>".getBytes(UTF_8));
      out.writeBytes(bytes);
    }
    assertThat(rewrite(document.toByteArray(), TYPE)).isEqualTo(rewritten.toByteArray());
  }

  @Test
  void feed_staysAsItIs_howeverItsBytesArrive() throws IOException {
    String feed =
        START + OLD + ("<entry>\uD83D\uDE00 \u65e5\r\n<a b='>'/></entry>" + OLD).repeat(2000);
    byte[] document = (feed + "</feed>").getBytes(UTF_8);
    String rewritten = feed.replaceFirst(OLD, LINKS).replace(OLD, "") + "</feed>";
    for (int most : new int[] {1, 7, 8191, 8192, 100_000}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new DocumentRewriter(ADVERTISEMENT)
          .rewrite(new Slow(document, most), MediaType.parse(TYPE), out);
      assertThat(out.toString(UTF_8).equals(rewritten)).isTrue();
    }
  }

  @Test
  void memory_isBounded_whenAFeedIsLarge() throws IOException {
    Feed feed = new Feed(40_000);
    CountedOutput out = new CountedOutput(feed);
    new DocumentRewriter(ADVERTISEMENT).rewrite(feed, MediaType.parse(TYPE), out);
    assertThat(feed.given).isGreaterThan(40_000_000);
    assertThat(out.written).isEqualTo(feed.given + LINKS.length());
    assertThat(out.maxKept).isLessThan(200_000);
  }

  @Test
  void memory_isBounded_whenThereIsNoEntry() throws IOException {
    Feed feed = new Feed(5_000);
    feed.entry = feed.entry.replace("entry", "other");
    CountedOutput out = new CountedOutput(feed);
    new DocumentRewriter(ADVERTISEMENT).rewrite(feed, MediaType.parse(TYPE), out);
    assertThat(out.written).isEqualTo(feed.given + LINKS.length());
    assertThat(out.maxKept).isLessThan(3_000_000);
  }

  /** Gives so many bytes at a time at most. */
  private static final class Slow extends InputStream {
    private final byte[] document;
    private final int most;
    private int at;

    Slow(byte[] document, int most) {
      this.document = document;
      this.most = most;
    }

    @Override
    public int read() {
      return at == document.length ? -1 : document[at++] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int count = Math.min(Math.min(length, most), document.length - at);
      System.arraycopy(document, at, bytes, offset, count);
      at += count;
      return count == 0 && length > 0 ? -1 : count;
    }
  }

  /** A feed that is made while it is read. */
  private static final class Feed extends InputStream {
    private String entry =
        "<entry><title>&lt;b&gt; &amp;amp;</title><content>"
            + "<![CDATA[ <p>text</p> ]]>".repeat(40)
            + "</content></entry>\n";
    private final int entries;
    private byte[] piece = START.getBytes(UTF_8);
    private int at;
    private int pieces;
    private long given;

    Feed(int entries) {
      this.entries = entries;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (at == piece.length) {
        pieces++;
        at = 0;
        String next = pieces <= entries ? entry : pieces == entries + 1 ? "</feed>" : "";
        piece = next.getBytes(UTF_8);
      }
      int count = Math.min(length, piece.length - at);
      System.arraycopy(piece, at, bytes, offset, count);
      at += count;
      given += count;
      return count == 0 ? -1 : count;
    }
  }

  /** Counts how much was read and not written yet. */
  private static final class CountedOutput extends OutputStream {
    private final Feed feed;
    private long written;
    private long maxKept;

    CountedOutput(Feed feed) {
      this.feed = feed;
    }

    @Override
    public void write(int b) {
      written++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      maxKept = Math.max(maxKept, feed.given - written);
      written += length;
    }
  }
}
