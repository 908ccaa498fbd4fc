-- Subscriptions, and the callback tokens that lead to them. For PostgreSQL 12 and newer.
-- Instants are milliseconds since 1970-01-01T00:00Z.

CREATE TABLE push_subscription (
  id             VARCHAR(36) COLLATE "C" NOT NULL,
  -- The whole subscription, but for its version and its due time: a line for each thing that is set.
  data           VARCHAR(80000) NOT NULL,
  due_at         BIGINT,
  -- Counts the changes: a change is made only to the version that was read.
  version        BIGINT NOT NULL,
  -- What is searched by. Keys are SHA-256 of texts that are too long for an index: of topic and hub, or
  -- of the request as long as they are not known; of the request; and of the hub.
  unique_key     VARCHAR(43) COLLATE "C",
  request_key    VARCHAR(43) COLLATE "C" NOT NULL,
  hub_key        VARCHAR(43) COLLATE "C",
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

CREATE UNIQUE INDEX push_subscription_key ON push_subscription (unique_key);
CREATE INDEX push_subscription_request ON push_subscription (request_key);
-- Each renewal writes an entry into every index. So there is none on hubs and leases, for which
-- pages of a list walk the primary key, and none of the active, which are nearly all.
CREATE INDEX push_subscription_state ON push_subscription (state, id) WHERE state <> 'ACTIVE';
CREATE INDEX push_subscription_due ON push_subscription (due_at) WHERE due_at IS NOT NULL;

-- The tokens of a subscription: of its grant, of its open request, and of what was granted before.
-- One table makes them unique.
CREATE TABLE push_callback (
  token           VARCHAR(128) COLLATE "C" NOT NULL,
  subscription_id VARCHAR(36) COLLATE "C"  NOT NULL,
  PRIMARY KEY (token),
  CONSTRAINT push_callback_owner FOREIGN KEY (subscription_id)
    REFERENCES push_subscription (id) ON DELETE CASCADE
);

CREATE INDEX push_callback_subscription ON push_callback (subscription_id);
