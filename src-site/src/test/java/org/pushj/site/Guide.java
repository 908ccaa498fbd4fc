package org.pushj.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * A Markdown file of the repository, as a forge reads it.
 *
 * @param file its path, relative to the working directory
 * @param text all of it
 */
record Guide(Path file, String text) {
  static final Path ROOT = Path.of("..");

  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Parser PARSER =
      Parser.builder().extensions(EXTENSIONS).includeSourceSpans(IncludeSourceSpans.BLOCKS).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).build();

  /** Returns all Markdown files of the repository. */
  static List<Guide> all() throws IOException {
    List<Guide> guides = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            return name.equals("target") || name.equals(".git")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              guides.add(read(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    guides.sort(Comparator.comparing(Guide::name));
    return guides;
  }

  static Guide read(Path file) {
    try {
      return new Guide(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Node blocks() {
    return PARSER.parse(text);
  }

  /** Returns what a forge shows: links, pictures, and headings with their anchors. */
  Document shown() {
    return Jsoup.parse(RENDERER.render(PARSER.parse(text)));
  }

  /** Returns its path from the root of the repository. */
  String name() {
    return ROOT.relativize(file).toString();
  }
}
