package dev.mainstay.server.internal;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.sse.ServerSentEvent;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.stream.StreamWriter;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.streaming.ServerSentEvents;
import dev.mainstay.kernel.Journal;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.server.internal.view.EntryView;
import dev.mainstay.server.internal.view.OverviewView;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Server-sent events for the console. At most {@value #MAX_STREAMS} streams; one whose reader lags
 * by {@value #MAX_WAITING} events is ended, and its browser reconnects and reads the state anew.
 */
final class Live implements HttpService, AutoCloseable {
  private static final int MAX_STREAMS = 200;
  private static final int MAX_WAITING = 256;
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Supplier<OverviewView> overview;
  private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
  private final Journal.Subscription subscription;
  private final Scheduler.Task task;

  Live(Supplier<OverviewView> overview, Journal journal, Scheduler scheduler) {
    this.overview = overview;
    subscription =
        journal.subscribe(entry -> {
          if (!streams.isEmpty()) {
            send("journal", Json.writeText(EntryView.of(entry)));
          }
        });
    task =
        scheduler.every(
            EVERY,
            "live overview",
            () -> {
              if (!streams.isEmpty()) {
                send("overview", Json.writeText(overview.get()));
              }
            });
  }

  int streams() {
    return streams.size();
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    if (streams.size() >= MAX_STREAMS) {
      return HttpApi.problem(
          HttpStatus.SERVICE_UNAVAILABLE,
          "MS-X503",
          "live streams: " + MAX_STREAMS + " are open already (expected: fewer)");
    }
    if (request.method() == HttpMethod.HEAD) {
      return HttpResponse.of(
          ResponseHeaders.builder(HttpStatus.OK).contentType(MediaType.EVENT_STREAM).build());
    }
    ctx.clearRequestTimeout();
    var stream = new Stream(StreamMessage.streaming(), new AtomicInteger());
    streams.add(stream);
    var unused = stream.writer.whenComplete().handle((nothing, failure) -> streams.remove(stream));
    stream.send("overview", Json.writeText(overview.get()));
    return ServerSentEvents.fromPublisher(stream.writer);
  }

  private void send(String event, String data) {
    streams.forEach(stream -> stream.send(event, data));
  }

  @Override
  public void close() {
    subscription.close();
    task.cancel();
    streams.forEach(stream -> stream.writer.close());
  }

  private record Stream(StreamWriter<ServerSentEvent> writer, AtomicInteger waiting) {
    void send(String event, String data) {
      if (waiting.incrementAndGet() > MAX_WAITING
          || !writer.tryWrite(ServerSentEvent.builder().event(event).data(data).build())) {
        writer.close();
        return;
      }
      var unused = writer.whenConsumed().thenRun(() -> waiting.set(0));
    }
  }
}
