package org.pushj.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the sources of the site from the guides.
 *
 * <p>A guide is written for the forge: its links lead to files of the repository, and to the
 * anchors that a forge gives to headings. The site has other files and other anchors:
 *
 * <ul>
 *   <li>Each heading gets the forge's anchor, in addition to that of Doxia.
 *   <li>A link into the {@code resources} folder leads to the root of the site.
 *   <li>A link to the source of a type leads to its page in the API documentation, one to a {@code
 *       package-info.java} or {@code module-info.java} to the page of that package or module.
 *   <li>A link to any other file of the repository leads to the forge, where its address is known;
 *       elsewhere its text is left.
 * </ul>
 *
 * <p>Doxia itself turns {@code guide.md} into {@code guide.html}. The site build runs this as a
 * single source file, before any module is compiled, so that it uses the JDK alone.
 */
public final class SitePages {
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) (.+)$");
  private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]*)]\\((\\.\\./[^)\\s]+)\\)");
  private static final Pattern API =
      Pattern.compile("\\.\\./\\.\\./(push-\\w+)/src/main/java/(.+)\\.java");
  private static final Pattern MODULE = Pattern.compile("(?m)^(?:open )?module ([\\w.]+)");
  private static final Pattern LINKED = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");
  private static final Pattern NO_PART_OF_ANCHORS =
      Pattern.compile("[^\\w\\- ]", Pattern.UNICODE_CHARACTER_CLASS);
  private static final String RESOURCES = "../resources/";
  private static final String ROOT = "../../";

  private final Path repository;
  private final String forge;

  /**
   * Makes pages.
   *
   * @param repository the root folder of the repository
   * @param forge the URL at which a forge shows that folder; empty if unknown
   */
  SitePages(Path repository, String forge) {
    this.repository = repository;
    this.forge = forge;
  }

  /**
   * Copies the sources of the site, and turns its guides into pages.
   *
   * @param arguments the root folder of the repository, the folder to write, and the URL at which a
   *     forge shows the repository, if that is known
   */
  public static void main(String[] arguments) throws IOException {
    Path repository = Path.of(arguments[0]);
    Path target = Path.of(arguments[1]);
    SitePages pages = new SitePages(repository, arguments.length > 2 ? arguments[2] : "");
    Path site = repository.resolve("src-site");
    for (String part : List.of("site.xml", "resources", "markdown")) {
      List<Path> files;
      try (Stream<Path> found = Files.walk(site.resolve(part))) {
        files = found.filter(Files::isRegularFile).toList();
      }
      for (Path file : files) {
        Path copy = target.resolve(site.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        if (file.toString().endsWith(".md")) {
          Files.writeString(copy, pages.page(Files.readString(file)));
        } else {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** Returns the page that the site has for a guide. */
  String page(String guide) throws IOException {
    Map<String, Integer> anchors = new HashMap<>();
    StringBuilder page = new StringBuilder();
    Matcher fence = FENCE.matcher(guide);
    int from = 0;
    while (fence.find()) {
      page.append(prose(guide.substring(from, fence.start()), anchors)).append(fence.group());
      from = fence.end();
    }
    return page.append(prose(guide.substring(from), anchors)).toString();
  }

  /**
   * Returns the anchor that forges give to a heading.
   *
   * @param heading its text in Markdown
   * @param anchors those of the headings before it, with the number of their uses
   */
  static String anchor(String heading, Map<String, Integer> anchors) {
    String text = LINKED.matcher(heading).replaceAll("$1").toLowerCase(Locale.ROOT);
    String anchor = NO_PART_OF_ANCHORS.matcher(text).replaceAll("").replace(' ', '-');
    int before = anchors.merge(anchor, 1, Integer::sum) - 1;
    return before == 0 ? anchor : anchor + "-" + before;
  }

  private String prose(String prose, Map<String, Integer> anchors) throws IOException {
    String anchored =
        HEADING
            .matcher(prose)
            .replaceAll(
                found -> {
                  String anchor = anchor(found.group(2), anchors);
                  return Matcher.quoteReplacement(
                      found.group(1) + " <a id=\"" + anchor + "\"></a>" + found.group(2));
                });
    Matcher link = LINK.matcher(anchored);
    StringBuilder linked = new StringBuilder();
    while (link.find()) {
      link.appendReplacement(
          linked, Matcher.quoteReplacement(linkOnSite(link.group(1), link.group(2))));
    }
    return link.appendTail(linked).toString();
  }

  private String linkOnSite(String text, String target) throws IOException {
    Matcher api = API.matcher(target);
    if (target.startsWith(RESOURCES)) {
      return link(text, target.substring(RESOURCES.length()));
    }
    if (api.matches()) {
      return link(text, api.group(1) + "/apidocs/" + apiPage(api.group(1), api.group(2)));
    }
    return forge.isEmpty() ? text : link(text, forge + target.substring(ROOT.length()));
  }

  private String apiPage(String folder, String source) throws IOException {
    if (source.equals("module-info")) {
      return "index.html";
    }
    Path descriptor = repository.resolve(folder).resolve("src/main/java/module-info.java");
    Matcher module = MODULE.matcher(Files.readString(descriptor));
    if (!module.find()) {
      throw new IllegalStateException("no module is declared in " + descriptor);
    }
    return module.group(1)
        + "/"
        + source.replaceFirst("package-info$", "package-summary")
        + ".html";
  }

  private static String link(String text, String target) {
    return "[" + text + "](" + target + ")";
  }
}
