package io.todoku.outbound;

/**
 * What a server answered.
 *
 * @param contentType empty where there is none
 * @param retryAfter the value of this field; empty where there is none
 * @param rateLimitReset the value of {@code X-RateLimit-Reset}; empty where there is none
 * @param body empty where it was not asked for
 */
public record HttpReply(
    int status, String contentType, String retryAfter, String rateLimitReset, String body) {}
