package org.pushj.diagnosis;

import java.time.Instant;
import org.pushj.Diagnosis.Check;
import org.pushj.Diagnosis.Finding;
import org.pushj.Subscription;

/** One check of a diagnosis that contacts something: an inbox, a site or a hub. Thread-safe. */
public interface DiagnosticCheck {
  /** Returns the subject of the check. */
  Check subject();

  /** Examines a subscription. Failures are findings. */
  Finding examine(Subscription subscription, Instant now);
}
