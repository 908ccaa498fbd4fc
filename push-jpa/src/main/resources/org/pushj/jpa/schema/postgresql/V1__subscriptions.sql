-- Subscriptions, and the callback tokens that lead to them. For PostgreSQL 12 and newer.
-- Instants are milliseconds since 1970-01-01T00:00Z, durations are seconds.

CREATE TABLE push_subscription (
  id                    VARCHAR(36) COLLATE "C" NOT NULL,
  resource              VARCHAR(2048) NOT NULL,
  requested_hub         VARCHAR(2048),
  requested_lease       BIGINT,
  is_signed             INTEGER       NOT NULL,
  topic                 VARCHAR(2048) NOT NULL,
  hub                   VARCHAR(2048) NOT NULL,
  -- SHA-256 of topic and hub, and of hub: the URLs are too long for an index.
  topic_key             VARCHAR(43) COLLATE "C" NOT NULL,
  hub_key               VARCHAR(43) COLLATE "C" NOT NULL,
  callback              VARCHAR(128)  NOT NULL,
  callback_base         VARCHAR(250)  NOT NULL,
  secret                VARCHAR(1024),
  state                 VARCHAR(20)   NOT NULL,
  lease_starts_at       BIGINT,
  lease_ends_at         BIGINT,
  -- The request that waits for its verification.
  pending_kind          VARCHAR(20),
  pending_topic         VARCHAR(2048),
  pending_hub           VARCHAR(2048),
  pending_callback      VARCHAR(128),
  pending_callback_base VARCHAR(250),
  pending_secret        VARCHAR(1024),
  pending_since         BIGINT,
  -- What was granted before, and still counts.
  former_topic          VARCHAR(2048),
  former_hub            VARCHAR(2048),
  former_callback       VARCHAR(128),
  former_callback_base  VARCHAR(250),
  former_secret         VARCHAR(1024),
  former_ends_at        BIGINT,
  former_asked_at       BIGINT,
  problem               VARCHAR(1000),
  attempts              INTEGER       NOT NULL,
  due_at                BIGINT,
  last_update_at        BIGINT,
  created_at            BIGINT        NOT NULL,
  -- Counts the changes: a change is made only to the version that was read.
  version               BIGINT        NOT NULL,
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX push_subscription_topic ON push_subscription (topic_key);
-- Each renewal writes an entry into every index. So there is none on hubs and leases, for which
-- pages of a list walk the primary key, and none of the active, which are nearly all.
CREATE INDEX push_subscription_state ON push_subscription (state, id) WHERE state <> 'ACTIVE';
CREATE INDEX push_subscription_due ON push_subscription (due_at) WHERE due_at IS NOT NULL;

-- The tokens of a subscription: its own, and those of its open request and of what was granted before.
-- One table makes them unique.
CREATE TABLE push_callback (
  token           VARCHAR(128) COLLATE "C" NOT NULL,
  subscription_id VARCHAR(36) COLLATE "C"  NOT NULL,
  PRIMARY KEY (token),
  CONSTRAINT push_callback_owner FOREIGN KEY (subscription_id)
    REFERENCES push_subscription (id) ON DELETE CASCADE
);

CREATE INDEX push_callback_subscription ON push_callback (subscription_id);
