package dev.mainstay.server.internal;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import dev.mainstay.server.internal.http.ByMethod;
import dev.mainstay.server.internal.prometheus.PrometheusApi;
import dev.mainstay.telemetry.SampleNotes;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.ingest.MalformedException;
import dev.mainstay.telemetry.ingest.RemoteWrite;
import dev.mainstay.telemetry.ingest.WriteResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prometheus remote write at {@code /api/v1/write}, 1.0 and 2.0 by the content type. */
final class RemoteWriteApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");

  // Below the prefix too, for those who only changed the address of their Prometheus.
  private static final List<String> PATHS = List.of("/api/v1/write", "/prometheus/api/v1/write");

  private static final String WRITTEN = "X-Prometheus-Remote-Write-";

  private final SeriesStore store;
  private final SampleNotes notes;
  private final Intake intake;
  private final ConcurrentLinkedQueue<RemoteWrite> decoders = new ConcurrentLinkedQueue<>();

  RemoteWriteApi(SeriesStore store, SampleNotes notes, Intake intake) {
    this.store = store;
    this.notes = notes;
    this.intake = intake;
  }

  void install(ServerBuilder server) {
    for (String path : PATHS) {
      server
          .route()
          .path(path)
          .maxRequestLength(Intake.BODY_LIMIT)
          .requestTimeout(TIMEOUT)
          .build(
              new ByMethod(PrometheusApi::refusal)
                  .on(HttpMethod.POST, (ctx, request) -> write(request)));
    }
  }

  private HttpResponse write(HttpRequest request) {
    RemoteWrite.Version version = version(request.contentType());
    if (version == null) {
      return text(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "content-type: "
              + request.contentType()
              + " (expected: application/x-protobuf, with proto=prometheus.WriteRequest or"
              + " proto=io.prometheus.write.v2.Request)");
    }
    String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "snappy");
    if (!encoding.toLowerCase(Locale.ROOT).equals("snappy")) {
      return text(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "content-encoding: " + encoding + " (expected: snappy)");
    }
    return intake.take(request, body -> write(version, body), RemoteWriteApi::failed);
  }

  private static RemoteWrite.@Nullable Version version(@Nullable MediaType type) {
    if (type == null || !type.is(PROTOBUF)) {
      return null;
    }
    List<String> message = type.parameters().getOrDefault("proto", List.of());
    if (message.isEmpty() || message.getFirst().equals("prometheus.WriteRequest")) {
      return RemoteWrite.Version.V1;
    }
    return message.getFirst().equals("io.prometheus.write.v2.Request")
        ? RemoteWrite.Version.V2
        : null;
  }

  private HttpResponse write(RemoteWrite.Version version, byte[] body) throws MalformedException {
    RemoteWrite waiting = decoders.poll();
    RemoteWrite decoder = waiting == null ? new RemoteWrite(notes) : waiting;
    try {
      WriteResult result = decoder.write(store, version, body, body.length);
      // 1.0 knows no answer for exemplars that were not kept.
      String problems =
          Stream.of(
                  result.problems(),
                  version == RemoteWrite.Version.V2 ? result.exemplarProblems() : "")
              .filter(text -> !text.isEmpty())
              .collect(Collectors.joining("; "));
      boolean whole = problems.isEmpty();
      var headers =
          ResponseHeaders.builder(whole ? HttpStatus.NO_CONTENT : HttpStatus.BAD_REQUEST)
              .add(WRITTEN + "Samples-Written", Long.toString(result.samples()))
              .add(WRITTEN + "Histograms-Written", Long.toString(result.histograms()))
              .add(WRITTEN + "Exemplars-Written", Long.toString(result.exemplars()));
      return whole
          ? HttpResponse.of(headers.build())
          : HttpResponse.of(
              headers.contentType(MediaType.PLAIN_TEXT_UTF_8).build(),
              HttpData.ofUtf8(problems + "\n"));
    } finally {
      decoders.add(decoder);
    }
  }

  private static HttpResponse failed(Intake.Failure failure, String message) {
    return switch (failure) {
      case MALFORMED -> text(HttpStatus.BAD_REQUEST, message);
      case UNEXPECTED -> text(HttpStatus.INTERNAL_SERVER_ERROR, message);
      case COME_AGAIN ->
          HttpResponse.of(
              ResponseHeaders.builder(HttpStatus.SERVICE_UNAVAILABLE)
                  .contentType(MediaType.PLAIN_TEXT_UTF_8)
                  .add(HttpHeaderNames.RETRY_AFTER, "1")
                  .build(),
              HttpData.ofUtf8(message + "\n"));
    };
  }

  private static HttpResponse text(HttpStatus status, String text) {
    return HttpResponse.of(status, MediaType.PLAIN_TEXT_UTF_8, text + "\n");
  }
}
