package dev.mainstay.server.internal;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import dev.mainstay.telemetry.StorageException;
import dev.mainstay.telemetry.ingest.MalformedException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in requests with samples, so many at a time: beyond that senders are asked to come again,
 * which all of them can.
 */
final class Intake {
  /** Bytes that a body may have as it is sent. */
  static final int BODY_LIMIT = 4 << 20;

  private static final int REQUESTS = 32;
  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final Executor workers;
  private final Semaphore requests = new Semaphore(REQUESTS);
  // Decoding is work for processors: more at a time would only hold more memory.
  private final Semaphore decoding =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

  Intake(Executor workers) {
    this.workers = workers;
  }

  /** What is done with a body. */
  interface Work {
    HttpResponse of(byte[] body) throws MalformedException;
  }

  /** Why a request failed; each protocol says it in its own way. */
  enum Failure {
    MALFORMED,
    COME_AGAIN,
    UNEXPECTED
  }

  /** How a protocol says that a request failed. */
  interface Answer {
    HttpResponse of(Failure failure, String message);
  }

  HttpResponse take(HttpRequest request, Work work, Answer failed) {
    if (!requests.tryAcquire()) {
      return failed.of(Failure.COME_AGAIN, "more than " + REQUESTS + " requests at a time");
    }
    return HttpResponse.of(
        request
            .aggregate()
            .thenApplyAsync(
                (AggregatedHttpRequest whole) -> guarded(whole.content().array(), work, failed),
                workers)
            .whenComplete((response, failure) -> requests.release()));
  }

  private HttpResponse guarded(byte[] body, Work work, Answer failed) {
    decoding.acquireUninterruptibly();
    try {
      return work.of(body);
    } catch (MalformedException e) {
      return failed.of(Failure.MALFORMED, String.valueOf(e.getMessage()));
    } catch (StorageException e) {
      log.error("samples not kept", e);
      return failed.of(Failure.COME_AGAIN, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("a request with samples failed", e);
      return failed.of(Failure.UNEXPECTED, "an unexpected failure; the log has it");
    } finally {
      decoding.release();
    }
  }
}
