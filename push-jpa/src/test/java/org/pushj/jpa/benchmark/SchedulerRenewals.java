package org.pushj.jpa.benchmark;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/**
 * Runs tasks on db-scheduler that do nothing but are scheduled anew: a claim for many, and one
 * committed update each, as in renewals.
 *
 * <p>It polls by lock-and-fetch, which its documentation advises for many executions: one statement
 * claims a batch. The limits have the proportion that the documentation measured (4 and 20 per
 * thread) and the batch of the other contestants, which is quicker than the limits themselves: the
 * next batch is fetched ahead, when a fifth of the last is left. A thread of its own does that,
 * besides the workers.
 */
final class SchedulerRenewals implements Contestant {
  private static final double LOWER_LIMIT = 0.2;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration START = Duration.ofMillis(500);

  private final String name;
  private final DataSource database;
  private final int batch;
  private final LongAdder done = new LongAdder();
  private final Task<?> task;

  private SchedulerRenewals(String name, DataSource database, int batch, boolean withData) {
    this.name = name;
    this.database = database;
    this.batch = batch;
    this.task = withData ? taskWithData() : emptyTask();
  }

  /** Returns tasks that carry nothing. */
  static SchedulerRenewals empty(DataSource database, int batch) {
    return new SchedulerRenewals("db-scheduler, empty tasks", database, batch, false);
  }

  /** Returns tasks that carry a subscription, and get a new lease. */
  static SchedulerRenewals withData(DataSource database, int batch) {
    return new SchedulerRenewals("db-scheduler, tasks with data", database, batch, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Lap run(int workers, Duration time, Stopwatch stopwatch) throws InterruptedException {
    Scheduler scheduler =
        Scheduler.create(database, task)
            .tableName(task.getName())
            .serializer(new RenewalData.Lines())
            .threads(workers)
            .pollUsingLockAndFetch(LOWER_LIMIT * batch, batch)
            .pollingInterval(POLL)
            .build();
    scheduler.start();
    try {
      Thread.sleep(START.toMillis());
      long before = done.sum();
      stopwatch.start();
      Thread.sleep(time.toMillis());
      return stopwatch.lap(done.sum() - before);
    } finally {
      scheduler.stop();
    }
  }

  private Task<Void> emptyTask() {
    return Tasks.custom(SampleRows.EMPTY_TASKS, Void.class)
        .execute(
            (instance, context) ->
                (complete, operations) -> {
                  operations.reschedule(complete, complete.getTimeDone());
                  done.increment();
                });
  }

  private Task<RenewalData> taskWithData() {
    return Tasks.custom(SampleRows.TASKS_WITH_DATA, RenewalData.class)
        .execute((instance, context) -> renewal(instance));
  }

  private CompletionHandler<RenewalData> renewal(TaskInstance<RenewalData> instance) {
    RenewalData data = instance.getData();
    return (complete, operations) -> {
      operations.reschedule(complete, complete.getTimeDone(), data.renewed(complete.getTimeDone()));
      done.increment();
    };
  }
}
