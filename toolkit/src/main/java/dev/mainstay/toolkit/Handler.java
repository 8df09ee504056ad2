package dev.mainstay.toolkit;

/**
 * Answers requests of one route. Exceptions become answers: {@link HttpError} its status, {@link
 * DependencyFailed} its policy's, anything else 500 with a log record.
 */
@FunctionalInterface
public interface Handler {
  Response handle(Request request) throws Exception;
}
