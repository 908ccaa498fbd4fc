package org.pushj.examples.benchmarks.database;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Runs tasks that carry a subscription, give it a new lease and are scheduled anew, on as many
 * threads as the benchmark has.
 *
 * <p>It polls by lock-and-fetch, which its documentation advises for many executions: one statement
 * claims a batch. The limits have the proportion that the documentation measured (4 and 20 per
 * thread) and the batch of the store, which is quicker than the limits themselves: the next batch
 * is fetched ahead, when a fifth of the last is left. A thread of its own does that, besides the
 * workers.
 */
@State(Scope.Benchmark)
public class RunningScheduler {
  private static final double LOWER_LIMIT = 0.2;
  private static final Duration POLL = Duration.ofMillis(20);

  private final Semaphore done = new Semaphore(0);
  private HikariDataSource connections;
  private Scheduler scheduler;

  /** Starts the scheduler. */
  @Setup
  public void start(BenchmarkParams params) {
    connections = BenchmarkDatabase.connect(System.getProperty(BenchmarkDatabase.URL));
    scheduler =
        Scheduler.create(connections, task())
            .tableName(SampleRows.TASKS)
            .serializer(new RenewalData.Lines())
            .threads(params.getThreads())
            .pollingInterval(POLL)
            .pollUsingLockAndFetch(LOWER_LIMIT * StoreBenchmark.BATCH, StoreBenchmark.BATCH)
            .build();
    scheduler.start();
  }

  /** Forgets what was done before the measurement. */
  @Setup(Level.Iteration)
  public void forget() {
    done.drainPermits();
  }

  /** Stops the scheduler. */
  @TearDown
  public void stop() {
    scheduler.stop();
    connections.close();
  }

  /** Returns a permit for each task that was done. */
  Semaphore done() {
    return done;
  }

  private Task<RenewalData> task() {
    return Tasks.custom(SampleRows.TASKS, RenewalData.class)
        .execute((instance, context) -> renewal(instance));
  }

  private CompletionHandler<RenewalData> renewal(TaskInstance<RenewalData> instance) {
    RenewalData data = instance.getData();
    return (complete, operations) -> {
      operations.reschedule(complete, complete.getTimeDone(), data.renewed(complete.getTimeDone()));
      done.release();
    };
  }
}
