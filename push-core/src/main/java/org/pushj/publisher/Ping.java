package org.pushj.publisher;

import java.net.URI;

/** Tells one hub that one topic has changed. */
record Ping(URI hub, URI topic) {}
