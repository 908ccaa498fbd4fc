-- Updates that wait to be delivered. For PostgreSQL 12 and newer.
-- Instants are milliseconds since 1970-01-01T00:00Z.

-- Gives each update its place, which orders the updates of one subscription.
CREATE SEQUENCE push_update_place;

CREATE TABLE push_update (
  id              VARCHAR(36) COLLATE "C" NOT NULL,
  subscription_id VARCHAR(36) COLLATE "C" NOT NULL,
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
  claimed_for     VARCHAR(36) COLLATE "C",
  content         BYTEA         NOT NULL,
  PRIMARY KEY (id)
)
-- The pages stay when the table is empty. Otherwise a vacuum at such a moment has the next statements
-- planned for a tiny table: they read all of it, with all that has been delivered since.
WITH (vacuum_truncate = off);

-- Content is often compressed already, and a change of the row does not write it again.
ALTER TABLE push_update ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE INDEX push_update_due ON push_update (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX push_update_line ON push_update (subscription_id, place) WHERE place IS NOT NULL;
-- For the list of what waits: without it that would read all that is done, or sort all that waits.
CREATE INDEX push_update_waiting ON push_update (id) WHERE due_at IS NOT NULL;
CREATE UNIQUE INDEX push_update_claimed ON push_update (claimed_for) WHERE claimed_for IS NOT NULL;
-- What waits is in none of the others.
CREATE INDEX push_update_done ON push_update (state, settled_at) WHERE state <> 'WAITING';
CREATE INDEX push_update_state ON push_update (state, id) WHERE state <> 'WAITING';
CREATE INDEX push_update_settled ON push_update (subscription_id, id) WHERE state <> 'WAITING';

-- The content that came last to each subscription, whatever became of it.
CREATE TABLE push_update_seen (
  subscription_id VARCHAR(36) COLLATE "C" NOT NULL,
  sha256          VARCHAR(64) COLLATE "C" NOT NULL,
  received_at     BIGINT                  NOT NULL,
  PRIMARY KEY (subscription_id)
);

CREATE INDEX push_update_seen_received ON push_update_seen (received_at);
