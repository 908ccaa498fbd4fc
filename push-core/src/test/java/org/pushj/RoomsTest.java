package org.pushj;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pushj.concurrent.DaemonThreads;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.spi.SubscriptionStore;

/** Dependencies between the packages point one way, and no library shows through the public API. */
class RoomsTest {

  private static final String[] NOT_EXPORTED = {
    "org.pushj.concurrent",
    "org.pushj.contact",
    "org.pushj.delivery",
    "org.pushj.diagnosis",
    "org.pushj.endpoint",
    "org.pushj.io",
    "org.pushj.lifecycle",
    "org.pushj.markup",
    "org.pushj.monitoring",
    "org.pushj.platform",
    "org.pushj.renewal",
    "org.pushj.scheduling",
    "org.pushj.text",
    "org.pushj.time",
    "org.pushj.urls"
  };

  private static final Pattern WORDS = Pattern.compile(":? ");
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.pushj");

  /**
   * Each room, and the rooms that it may use. All of those stand above it, so that there is no
   * cycle; the values are those of the root package.
   */
  private static final Map<String, Set<String>> MAY_USE =
      rooms(
          "text",
          "time",
          "urls",
          "concurrent",
          "io: text",
          "platform: concurrent",
          "values: text urls concurrent platform",
          "settings: text time values",
          "spi: text urls values settings",
          "http: text time concurrent io values spi",
          "memory: text time concurrent values spi",
          "signature: values spi",
          "monitoring: time values spi",
          "contact: time urls concurrent platform values spi",
          "scheduling: time concurrent platform values settings spi monitoring",
          "hub: text time platform values spi contact",
          "markup: values",
          "discovery: text time urls io platform values spi markup",
          "lifecycle: text time urls platform values settings spi contact monitoring discovery",
          "callback: values",
          "endpoint: text time concurrent io platform values settings spi contact"
              + " monitoring lifecycle callback",
          "delivery: text time platform concurrent values settings spi monitoring scheduling"
              + " endpoint",
          "renewal: time values settings spi contact monitoring scheduling lifecycle",
          "diagnosis: time platform values spi contact lifecycle endpoint",
          "subscriber: text time platform values settings spi http memory signature contact"
              + " monitoring scheduling hub discovery lifecycle callback endpoint delivery renewal"
              + " diagnosis",
          "rewriting: io values spi markup discovery",
          "publisher: text time concurrent platform values settings spi http memory"
              + " contact monitoring scheduling hub rewriting",
          "micrometer: values spi subscriber publisher");

  /** A file of 300 lines is a question already; see CONTRIBUTING.md. */
  private static final int MAX_LINES = 400;

  /** What gives time, randomness, threads, sleep and other waits, by class. */
  private static final Map<String, Set<String>> OF_THE_MACHINE =
      Map.ofEntries(
          Map.entry("java.lang.System", Set.of("nanoTime", "currentTimeMillis")),
          Map.entry("java.lang.Thread", Set.of("<init>", "sleep", "join", "startVirtualThread")),
          Map.entry("java.lang.Object", Set.of("wait")),
          Map.entry("java.util.UUID", Set.of("randomUUID")),
          Map.entry("java.util.Random", Set.of("*")),
          Map.entry("java.security.SecureRandom", Set.of("*")),
          Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of("*")),
          Map.entry("java.util.concurrent.Executors", Set.of("*")),
          Map.entry("java.util.concurrent.ThreadPoolExecutor", Set.of("*")),
          Map.entry("java.util.concurrent.ForkJoinPool", Set.of("*")),
          Map.entry("java.util.concurrent.TimeUnit", Set.of("sleep")),
          Map.entry("java.util.concurrent.CountDownLatch", Set.of("await")),
          Map.entry(
              "java.util.concurrent.Semaphore",
              Set.of("acquire", "acquireUninterruptibly", "tryAcquire")),
          Map.entry("java.util.concurrent.locks.LockSupport", Set.of("*")),
          Map.entry("java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system")),
          Map.entry("java.time.Instant", Set.of("now")));

  private static final int MAX_FILES = 20;

  /** A static field that can change: it is not final, or holds something that changes. */
  private static final Pattern CHANGING =
      Pattern.compile(
          "\\n +(?:(?:public|private|protected) )?static"
              + "(?: (?!final )[^(){}=;]*[=;]"
              + "| final [^(){}=;]*=\\s*(?:BoundedMap\\.|new (?:Atomic|Recent|Lazy"
              + "|\\w*(?:Map|List|Set|Queue|Deque|Lock)\\b)))");

  /** The tables of one process are made one at a time, and of one URL it warns once. */
  private static final Set<String> CHANGING_ALLOWED =
      Set.of("jpa/sql/SchemaLock.java", "jpa/sql/SocketTimeouts.java");

  /** Each type there has a name that applications or stores write. */
  private static final Set<String> LARGE_ROOMS = Set.of("spi", "values");

  @Test
  void rooms_standBelowAllThatTheyUse() {
    List<String> above = new ArrayList<>();
    MAY_USE.forEach(
        (room, used) -> {
          assertThat(above).as("what stands above " + room).containsAll(used);
          above.add(room);
        });
    assertThat(SourceRooms.all().stream().map(SourceRooms.Source::room))
        .as("each room has its row")
        .hasSameElementsAs(MAY_USE.keySet());
  }

  @Test
  void rooms_useWhatTheyMay_inTheirClasses() {
    for (JavaClass each : MAIN) {
      String room = SourceRooms.roomOf(each.getPackageName());
      each.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType().getPackageName())
          .filter(used -> used.startsWith("org.pushj"))
          .map(SourceRooms::roomOf)
          .forEach(used -> assertMayUse(each.getName(), room, used));
    }
  }

  /** Classes do not show the constants of others: the compiler has copied them. */
  @Test
  void rooms_useWhatTheyMay_inTheirSources() {
    for (SourceRooms.Source each : SourceRooms.all()) {
      each.usedRooms().forEach(used -> assertMayUse(each.file(), each.room(), used));
    }
  }

  @Test
  void files_haveAtMost400Lines() {
    assertThat(List.of("push-core", "push-jpa", "push-servlet"))
        .allSatisfy(
            module ->
                assertThat(SourceRooms.of(module))
                    .hasSizeGreaterThan(10)
                    .filteredOn(each -> each.lines() > MAX_LINES)
                    .extracting(SourceRooms.Source::file)
                    .isEmpty());
  }

  @Test
  void staticFields_neverChange() {
    assertThat(List.of("push-core", "push-jpa", "push-servlet"))
        .flatMap(SourceRooms::of)
        .filteredOn(each -> CHANGING.matcher(each.text()).find())
        .extracting(SourceRooms.Source::file)
        .hasSameElementsAs(CHANGING_ALLOWED);
  }

  @Test
  void rooms_haveAtMost20Files() {
    Map<String, Long> files =
        SourceRooms.all().stream()
            .collect(Collectors.groupingBy(SourceRooms.Source::room, Collectors.counting()));
    files.keySet().removeAll(LARGE_ROOMS);
    assertThat(files)
        .allSatisfy((room, number) -> assertThat(number).isLessThanOrEqualTo(MAX_FILES));
  }

  /** The only compare-and-set loop is there, so that nobody forgets what has to follow. */
  @Test
  void subscriptions_areChangedByTheShellAlone() {
    noClasses()
        .that()
        .areNotAssignableTo(SubscriptionStore.class)
        .and()
        .doNotBelongToAnyOf(Lifecycles.class)
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "a method of a store that changes a subscription",
                access ->
                    access.getTargetOwner().isAssignableTo(SubscriptionStore.class)
                        && Set.of("add", "replace", "remove").contains(access.getName())))
        .check(MAIN);
  }

  /**
   * What a simulation replaces is asked of the platform alone. The HTTP client is replaced as a
   * whole; public factories, such as that of a secret, use the platform of the JVM.
   */
  @Test
  void timeRandomnessAndThreads_comeFromThePlatform() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.pushj.platform", "org.pushj.http")
        .and()
        .areNotAssignableTo(DaemonThreads.class)
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "something that the platform gives", RoomsTest::isOfTheMachine))
        .check(MAIN);
  }

  private static boolean isOfTheMachine(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getName();
    Set<String> some = OF_THE_MACHINE.getOrDefault(owner.getName(), Set.of());
    boolean waits =
        owner.isAssignableTo(Future.class)
            && Set.of("get", "join").contains(name)
            && access instanceof JavaCall;
    return waits || some.contains(name) || some.contains("*");
  }

  @Test
  void publicSignatures_showNoLibrary() {
    DescribedPredicate<JavaClass> library =
        resideInAnyPackage("org.jsoup..", "org.slf4j..", "com.sun..");
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackages(NOT_EXPORTED)
        .should()
        .notHaveRawReturnType(library)
        .andShould()
        .notHaveRawParameterTypes(
            DescribedPredicate.describe(
                "a library's type", types -> types.stream().anyMatch(library)))
        .check(MAIN);
  }

  @Test
  void core_needsNoContainerAndNoDatabase_andMicrometerInOneRoomAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.pushj.micrometer")
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(
                    "java..",
                    "javax.crypto..",
                    "javax.net.ssl..",
                    "javax.xml..",
                    "org.pushj..",
                    "org.slf4j..",
                    "org.jsoup..",
                    "org.jspecify..")
                .and(
                    DescribedPredicate.not(
                        DescribedPredicate.describe("primitive", JavaClass::isPrimitive)))
                .and(
                    DescribedPredicate.not(
                        DescribedPredicate.describe("an array", JavaClass::isArray))))
        .check(MAIN);
  }

  private static void assertMayUse(String who, String room, String used) {
    assertThat(used.equals(room) || MAY_USE.getOrDefault(room, Set.of()).contains(used))
        .as("%s, of %s, uses %s", who, room, used)
        .isTrue();
  }

  private static Map<String, Set<String>> rooms(String... rows) {
    Map<String, Set<String>> rooms = new LinkedHashMap<>();
    for (String row : rows) {
      List<String> words = List.of(WORDS.split(row, -1));
      rooms.put(words.get(0), Set.copyOf(words.subList(1, words.size())));
    }
    return rooms;
  }
}
