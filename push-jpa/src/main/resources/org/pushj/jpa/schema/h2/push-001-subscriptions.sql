-- Subscriptions, and the keys that lead to them. For H2 2.
-- Instants are milliseconds since 1970-01-01T00:00Z.
-- Each statement commits by itself, so after a crash the script can be run again.

CREATE TABLE IF NOT EXISTS push_subscription (
  id             VARCHAR(36) NOT NULL,
  -- Tells whether the keys stay: the beginning of the SHA-256 of all that is in them.
  keys_digest    VARCHAR(22) NOT NULL,
  topic          VARCHAR(2048) NOT NULL,
  -- What was asked for, where it is not the topic.
  resource       VARCHAR(2048),
  -- 1 while it has a lease whose end was not noticed: work on these goes first.
  has_lease      INTEGER NOT NULL,
  -- The scheme, host and port that its work contacts first: what is claimed of one lane is limited.
  lane           VARCHAR(300) NOT NULL,
  callback_base  VARCHAR(250),
  state          VARCHAR(20) NOT NULL,
  -- 1 if its last request has failed, or it is in a state that the application does not want.
  failing        INTEGER NOT NULL,
  -- The whole subscription, but for its version and its due time: a line for each thing that is set.
  data           VARCHAR(80000) NOT NULL,
  created_at     BIGINT NOT NULL,
  lease_ends_at  BIGINT,
  last_update_at BIGINT,
  due_at         BIGINT,
  -- The end of the claim; 0 if it is not claimed. What is claimed is due then, not at due_at: so a
  -- claim changes nothing that is in an index.
  claimed_until  BIGINT NOT NULL,
  -- Counts the changes: a change is made only to the version that was read.
  version        BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS push_subscription_state ON push_subscription (state, id);
CREATE INDEX IF NOT EXISTS push_subscription_lease ON push_subscription (state, lease_ends_at);
CREATE INDEX IF NOT EXISTS push_subscription_failing ON push_subscription (failing, id);
CREATE INDEX IF NOT EXISTS push_subscription_due ON push_subscription (has_lease, due_at);
CREATE INDEX IF NOT EXISTS push_subscription_lane ON push_subscription (lane, due_at);

-- What a subscription is found by, and what is unique: its callback tokens (of its grant, of its open
-- request, and of what was granted before), and until it has ended 'request:' and a digest of what
-- was asked for.
CREATE TABLE IF NOT EXISTS push_subscription_key (
  unique_key      VARCHAR(128) NOT NULL,
  subscription_id VARCHAR(36)  NOT NULL,
  -- The beginning of the SHA-256 of the topic and of the hub, for 'request:'.
  topic_key       VARCHAR(22),
  hub_key         VARCHAR(22),
  PRIMARY KEY (unique_key),
  CONSTRAINT push_subscription_key_owner FOREIGN KEY (subscription_id)
    REFERENCES push_subscription (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS push_subscription_keys ON push_subscription_key (subscription_id);
CREATE INDEX IF NOT EXISTS push_subscription_topic
  ON push_subscription_key (topic_key, subscription_id);
CREATE INDEX IF NOT EXISTS push_subscription_hub
  ON push_subscription_key (hub_key, subscription_id);
