-- Pings that wait to be sent to hubs. For PostgreSQL 12 and newer.
-- Instants are milliseconds since 1970-01-01T00:00Z.

CREATE TABLE push_ping (
  id         VARCHAR(36) COLLATE "C" NOT NULL,
  -- SHA-256 of the topic and the hub: too long for an index themselves.
  target     VARCHAR(43) COLLATE "C" NOT NULL,
  -- The beginning of the SHA-256 of the hub: how much is sent to one hub at a time is limited.
  hub_key    VARCHAR(22) COLLATE "C" NOT NULL,
  hub        VARCHAR(2048) NOT NULL,
  topic      VARCHAR(2048) NOT NULL,
  changed_at BIGINT        NOT NULL,
  state      VARCHAR(20)   NOT NULL,
  -- 1 while a node sends it, until due_at.
  claimed    INTEGER       NOT NULL,
  attempts   INTEGER       NOT NULL,
  due_at     BIGINT,
  parked_at  BIGINT,
  error      VARCHAR(1000),
  -- Counts the changes: a change is made only to the version that was read.
  version    BIGINT        NOT NULL,
  PRIMARY KEY (id)
)
-- As for push_update.
WITH (vacuum_truncate = off);

-- None is unique, so that transactions that add pings never wait for each other.
CREATE INDEX push_ping_due ON push_ping (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX push_ping_target ON push_ping (target, id);
CREATE INDEX push_ping_hub ON push_ping (hub_key, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX push_ping_parked ON push_ping (parked_at) WHERE parked_at IS NOT NULL;
-- A claim looks for what is claimed already: without this it would read all that waits for later.
CREATE INDEX push_ping_claimed ON push_ping (due_at) WHERE claimed = 1;
