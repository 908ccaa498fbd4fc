-- Pings that wait to be sent to hubs. For MariaDB 10.6 and newer.
-- Instants are milliseconds since 1970-01-01T00:00Z.
-- Each statement commits by itself, so after a crash the script can be run again.
-- Texts are compared to the letter: utf8mb4_bin.

CREATE TABLE IF NOT EXISTS push_ping (
  id         VARCHAR(36)   NOT NULL,
  -- SHA-256 of the topic and the hub: too long for an index themselves.
  target     VARCHAR(43)   NOT NULL,
  -- The beginning of the SHA-256 of the hub: how much is sent to one hub at a time is limited.
  hub_key    VARCHAR(22)   NOT NULL,
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
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- None is unique, so that transactions that add pings never wait for each other.
CREATE INDEX IF NOT EXISTS push_ping_due ON push_ping (due_at);
CREATE INDEX IF NOT EXISTS push_ping_target ON push_ping (target, id);
CREATE INDEX IF NOT EXISTS push_ping_hub ON push_ping (hub_key, due_at);
CREATE INDEX IF NOT EXISTS push_ping_parked ON push_ping (parked_at);
-- A claim looks for what is claimed already: without this it would read all that waits for later.
CREATE INDEX IF NOT EXISTS push_ping_claimed ON push_ping (claimed, due_at);
