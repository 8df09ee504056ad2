package dev.mainstay.examples.payments.load;

/**
 * What came back.
 *
 * @param status the HTTP status
 * @param version the header {@code Mainstay-Version}, or empty
 * @param mode the header {@code Mainstay-Mode}, or empty
 */
public record Reply(int status, String version, String mode, String body) {}
