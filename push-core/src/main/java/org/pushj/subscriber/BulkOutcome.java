package org.pushj.subscriber;

/**
 * What came of an action on many subscriptions.
 *
 * @param done how many were changed; those that were as wanted already are not counted
 * @param failed how many the store could not read or change; the log says why
 * @since 0.1
 */
public record BulkOutcome(int done, int failed) {}
