package org.pushj.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.junit.jupiter.api.Test;

/**
 * The samples of the guides are visible, and equal to code that is compiled and tested.
 *
 * <p>Above each stands {@code <!-- sample: file#region -->}.
 */
class GuideSamplesTest {
  private static final String WRITE = "mvn -pl src-site test -Dpush.samples=write";

  @Test
  void samples_equalTheirSources() throws IOException {
    boolean write = System.getProperty("push.samples", "").equals("write");
    List<String> different = new ArrayList<>();
    int count = 0;
    for (Guide guide : Guide.all()) {
      List<Sample> samples = CodeBlocks.of(guide).samples;
      count += samples.size();
      for (Sample sample : samples) {
        String difference = write ? "" : sample.difference();
        if (!difference.isEmpty()) {
          different.add("%s, line %d: %s".formatted(guide.name(), sample.line(), difference));
        }
      }
      if (write) {
        write(guide, samples);
      }
    }
    assertThat(count).as("samples").isGreaterThan(50);
    assertThat(different)
        .as("samples that differ from their sources; this writes them: %s", WRITE)
        .isEmpty();
  }

  @Test
  void samples_areVisible_andTiedToSources() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Guide guide : Guide.all()) {
      problems.addAll(CodeBlocks.of(guide).problems);
    }
    assertThat(problems).isEmpty();
  }

  private static void write(Guide guide, List<Sample> samples) throws IOException {
    List<String> lines = new ArrayList<>(guide.text().lines().toList());
    List<Sample> backwards = new ArrayList<>(samples);
    Collections.reverse(backwards);
    for (Sample sample : backwards) {
      List<String> old = lines.subList(sample.firstLine(), sample.firstLine() + sample.lines());
      old.clear();
      old.addAll(sample.source());
    }
    String text = String.join("\n", lines) + "\n";
    if (!text.equals(guide.text())) {
      Files.writeString(guide.file(), text);
    }
  }

  /** What a guide has of code, and of comments that might hide some. */
  private static final class CodeBlocks extends AbstractVisitor {
    final List<Sample> samples = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    private final Guide guide;

    private CodeBlocks(Guide guide) {
      this.guide = guide;
    }

    static CodeBlocks of(Guide guide) {
      CodeBlocks blocks = new CodeBlocks(guide);
      guide.blocks().accept(blocks);
      return blocks;
    }

    @Override
    public void visit(FencedCodeBlock block) {
      boolean marked =
          block.getPrevious() instanceof HtmlBlock html && Sample.isMarker(html.getLiteral());
      if (marked) {
        tied(Sample.of(((HtmlBlock) block.getPrevious()).getLiteral(), block));
      } else if (block.getInfo().isEmpty()) {
        report(block, "a fenced block names its language: ```sh, ```text");
      } else if (block.getInfo().equals("java")) {
        report(
            block,
            "Java code repeats a region of a test or an example, which the line above it names:"
                + " <!-- sample: file#region -->");
      }
    }

    private void tied(Sample sample) {
      if (!sample.hasSource()) {
        report(sample.code(), "there is no " + sample.origin());
        return;
      }
      if (!sample.code().getInfo().equals(sample.language())) {
        report(sample.code(), "the fence names the language " + sample.language());
      }
      samples.add(sample);
    }

    @Override
    public void visit(IndentedCodeBlock block) {
      report(block, "code stands in a fenced block, not in an indented one");
    }

    @Override
    public void visit(HtmlBlock block) {
      if (!(Sample.isMarker(block.getLiteral()) && block.getNext() instanceof FencedCodeBlock)) {
        report(block, "a forge does not show this: " + block.getLiteral());
      }
    }

    @Override
    public void visit(HtmlInline inline) {
      report(inline.getParent(), "a forge does not show this: " + inline.getLiteral());
    }

    private void report(Node node, String problem) {
      int line = node.getSourceSpans().get(0).getLineIndex() + 1;
      problems.add(guide.name() + ", line " + line + ": " + problem);
    }
  }
}
