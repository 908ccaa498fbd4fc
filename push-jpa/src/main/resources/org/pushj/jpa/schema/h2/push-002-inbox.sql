-- Updates that wait to be delivered. For H2 2.
-- Instants are milliseconds since 1970-01-01T00:00Z.
-- Each statement commits by itself, so after a crash the script can be run again.

-- Gives each update its place, which orders the updates of one subscription.
CREATE SEQUENCE IF NOT EXISTS push_update_place;

CREATE TABLE IF NOT EXISTS push_update (
  id              VARCHAR(36)   NOT NULL,
  subscription_id VARCHAR(36)   NOT NULL,
  topic           VARCHAR(2048) NOT NULL,
  hub             VARCHAR(2048) NOT NULL,
  resource        VARCHAR(2048) NOT NULL,
  -- What the application has attached: a line for each, its name, an equals sign and the value.
  attributes      VARCHAR(16000),
  -- The HTTP headers that are kept, in the same form.
  headers         VARCHAR(40000),
  signature       VARCHAR(20),
  received_at     BIGINT        NOT NULL,
  sha256          VARCHAR(64)   NOT NULL,
  content_length  INTEGER       NOT NULL,
  state           VARCHAR(20)   NOT NULL,
  attempts        INTEGER       NOT NULL,
  due_at          BIGINT,
  settled_at      BIGINT,
  error           VARCHAR(1000),
  -- Counts the changes: a change is made only to the version that was read.
  version         BIGINT        NOT NULL,
  -- Its place among the updates of its subscription, while it waits.
  place           BIGINT,
  -- That place, also when it no longer waits: it waits there again if it is delivered again.
  arrival         BIGINT        NOT NULL,
  -- Its subscription, while it is claimed in order. Unique: one claim at a time.
  claimed_for     VARCHAR(36),
  content         BLOB          NOT NULL,
  PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS push_update_due ON push_update (due_at);
CREATE INDEX IF NOT EXISTS push_update_line ON push_update (subscription_id, place);
CREATE UNIQUE INDEX IF NOT EXISTS push_update_claimed ON push_update (claimed_for);
CREATE INDEX IF NOT EXISTS push_update_settled ON push_update (state, settled_at);
CREATE INDEX IF NOT EXISTS push_update_state ON push_update (state, id);

-- The content that came last to each subscription, whatever became of it.
CREATE TABLE IF NOT EXISTS push_update_seen (
  subscription_id VARCHAR(36) NOT NULL,
  sha256          VARCHAR(64) NOT NULL,
  received_at     BIGINT      NOT NULL,
  PRIMARY KEY (subscription_id)
);

CREATE INDEX IF NOT EXISTS push_update_seen_received ON push_update_seen (received_at);
