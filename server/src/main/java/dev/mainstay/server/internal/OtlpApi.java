package dev.mainstay.server.internal;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import dev.mainstay.server.internal.http.ByMethod;
import dev.mainstay.telemetry.SampleNotes;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.ingest.MalformedException;
import dev.mainstay.telemetry.ingest.otlp.OtlpMetrics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** OpenTelemetry metrics: OTLP over HTTP, and over gRPC on the same port. */
final class OtlpApi {
  private static final int UNPACKED_LIMIT = 16 << 20;
  private static final int FRAME_HEADER = 5;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");
  private static final MediaType GRPC = MediaType.create("application", "grpc");

  // As OpenTelemetry has it, and below what exporters to a Prometheus are told.
  private static final List<String> PATHS =
      List.of("/v1/metrics", "/api/v1/otlp/v1/metrics", "/prometheus/api/v1/otlp/v1/metrics");

  private final OtlpMetrics metrics;
  private final Intake intake;

  OtlpApi(SeriesStore store, SampleNotes notes, Intake intake) {
    this.metrics = new OtlpMetrics(store, notes);
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
              new ByMethod(HttpApi::refusal).on(HttpMethod.POST, (ctx, request) -> http(request)));
    }
    server
        .route()
        .path("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")
        .maxRequestLength(Intake.BODY_LIMIT)
        .requestTimeout(TIMEOUT)
        .build(new ByMethod(HttpApi::refusal).on(HttpMethod.POST, (ctx, request) -> grpc(request)));
  }

  private HttpResponse http(HttpRequest request) {
    MediaType type = request.contentType();
    boolean json = type != null && type.is(MediaType.JSON);
    String encoding = encoding(request, HttpHeaderNames.CONTENT_ENCODING.toString());
    if (!json && (type == null || !type.is(PROTOBUF))) {
      return HttpResponse.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          MediaType.PLAIN_TEXT_UTF_8,
          "content-type: " + type + " (expected: application/x-protobuf or application/json)\n");
    }
    if (!encoding.equals("gzip") && !encoding.equals("identity")) {
      return HttpResponse.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          MediaType.PLAIN_TEXT_UTF_8,
          "content-encoding: " + encoding + " (expected: gzip or identity)\n");
    }
    return intake.take(
        request,
        body -> {
          byte[] plain = encoding.equals("gzip") ? unzip(body) : body;
          OtlpMetrics.Result result =
              json ? metrics.json(plain) : metrics.protobuf(plain, plain.length);
          return HttpResponse.of(
              HttpStatus.OK,
              json ? MediaType.JSON : PROTOBUF,
              HttpData.wrap(json ? jsonOf(result) : protobufOf(result)));
        },
        (failure, message) -> failed(json, failure, message));
  }

  private static String encoding(HttpRequest request, String header) {
    return request.headers().get(header, "identity").toLowerCase(Locale.ROOT);
  }

  private static byte[] unzip(byte[] body) throws MalformedException {
    return unzip(body, 0);
  }

  private static byte[] unzip(byte[] body, int from) throws MalformedException {
    try (var in =
        new GZIPInputStream(new ByteArrayInputStream(body, from, body.length - from), 8192)) {
      byte[] plain = in.readNBytes(UNPACKED_LIMIT + 1);
      if (plain.length > UNPACKED_LIMIT) {
        throw new MalformedException(
            "body: more than " + UNPACKED_LIMIT + " bytes decompressed (limit)");
      }
      return plain;
    } catch (IOException e) {
      throw new MalformedException("body: not gzip: " + e.getMessage());
    }
  }

  /** ExportMetricsServiceResponse: the partial success, when some points were rejected. */
  private static byte[] protobufOf(OtlpMetrics.Result result) {
    if (result.rejected() == 0) {
      return new byte[0];
    }
    var partial = new ByteArrayOutputStream();
    partial.write(0x08);
    varint(partial, result.rejected());
    text(partial, 0x12, result.message());
    var response = new ByteArrayOutputStream();
    response.write(0x0a);
    varint(response, partial.size());
    response.writeBytes(partial.toByteArray());
    return response.toByteArray();
  }

  private static byte[] jsonOf(OtlpMetrics.Result result) {
    return Json.write(
        result.rejected() == 0
            ? Map.of()
            : Map.of(
                "partialSuccess",
                Map.of(
                    "rejectedDataPoints",
                    Long.toString(result.rejected()),
                    "errorMessage",
                    result.message())));
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    for (; rest > 0x7f; rest >>>= 7) {
      out.write((int) (rest | 0x80));
    }
    out.write((int) rest);
  }

  private static void text(ByteArrayOutputStream out, int tag, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(tag);
    varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  /** A google.rpc.Status in the request's form; 503 is the status after which senders retry. */
  private static HttpResponse failed(boolean json, Intake.Failure failure, String message) {
    HttpStatus status =
        switch (failure) {
          case MALFORMED -> HttpStatus.BAD_REQUEST;
          case COME_AGAIN -> HttpStatus.SERVICE_UNAVAILABLE;
          case UNEXPECTED -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    byte[] body;
    if (json) {
      body = Json.write(Map.of("code", code(failure), "message", message));
    } else {
      var out = new ByteArrayOutputStream();
      out.write(0x08);
      varint(out, code(failure));
      text(out, 0x12, message);
      body = out.toByteArray();
    }
    var headers = ResponseHeaders.builder(status).contentType(json ? MediaType.JSON : PROTOBUF);
    if (failure == Intake.Failure.COME_AGAIN) {
      headers.add(HttpHeaderNames.RETRY_AFTER, "1");
    }
    return HttpResponse.of(headers.build(), HttpData.wrap(body));
  }

  /** gRPC's INVALID_ARGUMENT, UNAVAILABLE, INTERNAL. */
  private static int code(Intake.Failure failure) {
    return switch (failure) {
      case MALFORMED -> 3;
      case COME_AGAIN -> 14;
      case UNEXPECTED -> 13;
    };
  }

  private HttpResponse grpc(HttpRequest request) {
    MediaType type = request.contentType();
    if (type == null || !type.type().equals("application") || !type.subtype().startsWith("grpc")) {
      return HttpResponse.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }
    String encoding = encoding(request, "grpc-encoding");
    return intake.take(
        request,
        body -> {
          byte[] message = message(body, encoding);
          byte[] response = protobufOf(metrics.protobuf(message, message.length));
          byte[] frame = new byte[FRAME_HEADER + response.length];
          ByteBuffer.wrap(frame).put((byte) 0).putInt(response.length).put(response);
          return HttpResponse.of(
              ResponseHeaders.builder(HttpStatus.OK).contentType(GRPC).build(),
              HttpData.wrap(frame),
              HttpHeaders.of("grpc-status", "0"));
        },
        (failure, message) ->
            HttpResponse.of(
                ResponseHeaders.builder(HttpStatus.OK)
                    .contentType(GRPC)
                    .add("grpc-status", Integer.toString(code(failure)))
                    .add(
                        "grpc-message",
                        URLEncoder.encode(message, StandardCharsets.UTF_8).replace("+", "%20"))
                    .build()));
  }

  private static byte[] message(byte[] body, String encoding) throws MalformedException {
    if (body.length < FRAME_HEADER) {
      throw new MalformedException("gRPC frame", body.length, "ends within its header");
    }
    int length = ByteBuffer.wrap(body, 1, 4).getInt();
    if (length != body.length - FRAME_HEADER) {
      throw new MalformedException(
          "gRPC frame", 1, "length " + length + " with " + (body.length - FRAME_HEADER) + " left");
    }
    if (body[0] == 0) {
      return Arrays.copyOfRange(body, FRAME_HEADER, body.length);
    }
    if (!encoding.equals("gzip")) {
      throw new MalformedException("grpc-encoding: " + encoding + " (expected: gzip)");
    }
    return unzip(body, FRAME_HEADER);
  }
}
