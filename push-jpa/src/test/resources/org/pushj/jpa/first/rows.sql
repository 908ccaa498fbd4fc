CREATE TABLE push_schema (version INTEGER NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL);
INSERT INTO push_schema (version, applied_at) VALUES (1, 1767225600000), (2, 1767225600000), (3, 1767225600000);
INSERT INTO push_subscription (id, keys_digest, topic, resource, callback_base, state, data, created_at, lease_ends_at, due_at, claimed_until, version) VALUES ('019b76da-a801-7039-aa07-071996350646', 'cPymE0mZP6VaVXDTJ2565j', 'https://topic.example/1', 'https://resource.example/1', 'https://reader.example/push/', 'ACTIVE', 'push.format=1
id=019b76da-a801-7039-aa07-071996350646
resource=https://resource.example/1
attempts=0
createdAt=1767225600001
topic=https://topic.example/1
hub=https://hub.example/
grant.callback=V1_iBJnBX0KqC3BzarV-w7UtLgEw_Yxq
grant.callbackBase=https://reader.example/push/
grant.secret=DE4K5eySv2yj1u9MIUwyDEuRydYSWebUw_nFrGj2Q-E
grant.startsAt=1767225600000
grant.endsAt=1768089600000
', 1767225600001, 1768089600000, 1767225600000, 0, 0);
INSERT INTO push_subscription_key (unique_key, subscription_id) VALUES ('V1_iBJnBX0KqC3BzarV-w7UtLgEw_Yxq', '019b76da-a801-7039-aa07-071996350646');
INSERT INTO push_subscription_key (unique_key, subscription_id, hub_key) VALUES ('key:1ZSmfh6gLRbZTBKNJJV0YbyYUi3KVm1fllBLjR1rvto', '019b76da-a801-7039-aa07-071996350646', '0WfDwI8rxwxhAlCTw7fZwE');
INSERT INTO push_subscription_key (unique_key, subscription_id) VALUES ('request:XC7UIxZtT3I53tCCkqXwltGpjavKfIzncyP-M_4JWiM:019b76da-a801-7039-aa07-071996350646', '019b76da-a801-7039-aa07-071996350646');
INSERT INTO push_update (id, subscription_id, topic, hub, resource, headers, signature, received_at, sha256, content_length, state, attempts, due_at, version, place, arrival, content) VALUES ('019b76da-a801-75d1-a190-f85fc12922b0', '019b76da-a801-7039-aa07-071996350646', 'https://topic.example/1', 'https://hub.example/', 'https://resource.example/1', 'Content-Type=text/plain
Link=<https://hub.example/>; rel="hub"
', 'SHA256', 1767225600000, 'd1988cd3019824f075f61677e1a6f54b16035868488e4051757dde53adeef80f', 9, 'WAITING', 0, 1767225600000, 0, 0, 0, 'content 1');
INSERT INTO push_update_seen (source, sha256, received_at) VALUES ('4q2HHBFHlqRS8xKcWoFYHwNsWMxNbhF6YjC_2rt_fk0', 'd1988cd3019824f075f61677e1a6f54b16035868488e4051757dde53adeef80f', 1767225600000);
INSERT INTO push_ping (id, target, hub, topic, changed_at, state, claimed, attempts, due_at, version) VALUES ('019b76da-a801-7c67-85d2-bd97a71d8b3c', 'aLWc4kbCNjhdqfkzxY0thPU8Q0Y81PF_iDaxbsS3qHg', 'https://hub.example/', 'https://topic.example/1', 1767225600000, 'WAITING', 0, 0, 1767225600000, 0);
