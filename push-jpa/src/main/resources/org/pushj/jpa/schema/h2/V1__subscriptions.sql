-- Subscriptions, and the callback tokens that lead to them. For H2 2.
-- Instants are milliseconds since 1970-01-01T00:00Z.
-- Each statement commits by itself, so after a crash the script can be run again.

CREATE TABLE IF NOT EXISTS push_subscription (
  id             VARCHAR(36) NOT NULL,
  -- The whole subscription, but for its version and its due time: a line for each thing that is set.
  data           VARCHAR(80000) NOT NULL,
  due_at         BIGINT,
  -- Counts the changes: a change is made only to the version that was read.
  version        BIGINT NOT NULL,
  -- What is searched by. Keys are SHA-256 of texts that are too long for an index: of topic and hub, or
  -- of the request as long as they are not known; of the request; and of the hub.
  unique_key     VARCHAR(43),
  request_key    VARCHAR(43) NOT NULL,
  hub_key        VARCHAR(43),
  topic          VARCHAR(2048) NOT NULL,
  resource       VARCHAR(2048) NOT NULL,
  callback_base  VARCHAR(250),
  state          VARCHAR(20) NOT NULL,
  lease_ends_at  BIGINT,
  last_update_at BIGINT,
  created_at     BIGINT NOT NULL,
  -- The tokens that push_callback has for it, sorted, with spaces between.
  tokens         VARCHAR(400) NOT NULL,
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX IF NOT EXISTS push_subscription_key ON push_subscription (unique_key);
CREATE INDEX IF NOT EXISTS push_subscription_request ON push_subscription (request_key);
CREATE INDEX IF NOT EXISTS push_subscription_hub ON push_subscription (hub_key, id);
CREATE INDEX IF NOT EXISTS push_subscription_state ON push_subscription (state, id);
CREATE INDEX IF NOT EXISTS push_subscription_due ON push_subscription (due_at);

-- The tokens of a subscription: of its grant, of its open request, and of what was granted before.
-- One table makes them unique.
CREATE TABLE IF NOT EXISTS push_callback (
  token           VARCHAR(128) NOT NULL,
  subscription_id VARCHAR(36)  NOT NULL,
  PRIMARY KEY (token),
  CONSTRAINT push_callback_owner FOREIGN KEY (subscription_id)
    REFERENCES push_subscription (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS push_callback_subscription ON push_callback (subscription_id);
