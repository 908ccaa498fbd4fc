package org.pushj.examples.reader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.examples.reader.storage.ReaderDatabase;

/** The short form of {@link WaitingUpdatesBenchmark}. */
@Tag("heavy")
class WaitingUpdatesTest {
  private static final WaitingUpdates RUN = new WaitingUpdates(150, 2, 64);

  @Test
  void updates_thatWait_areNotInTheHeap_onH2(@TempDir Path folder) {
    assertNotInTheHeap(RUN.run(ReaderDatabase.inFolder(folder)));
  }

  @Test
  void updates_thatWait_areNotInTheHeap_onPostgres() {
    assertNotInTheHeap(RUN.run(ReaderDatabase.postgres()));
  }

  private static void assertNotInTheHeap(WaitingUpdates.Result result) {
    assertThat(result.acknowledged()).as("%s", result).isEqualTo(RUN.updates());
    assertThat(result.waiting()).as("%s", result).isEqualTo(RUN.updates());
    assertThat(result.missing()).as("%s", result).isZero();
  }
}
