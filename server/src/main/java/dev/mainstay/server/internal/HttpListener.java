package dev.mainstay.server.internal;

import com.linecorp.armeria.common.CommonPools;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.mainstay.server.ServerConfig;
import dev.mainstay.server.internal.http.ByMethod;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The one port of API and console, and what all requests have in common. */
final class HttpListener {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration DRAIN = Duration.ofMillis(100);
  private static final Duration DRAIN_AT_MOST = Duration.ofSeconds(2);
  private static final long MAX_BODY = 64 * 1024;
  // Of a page with its question: some clients ask by GET only.
  private static final int MAX_ADDRESS = 1 << 20;

  private HttpListener() {}

  /** A server that does not listen yet; {@code apis} bring their addresses. */
  static Server of(ServerConfig config, SelfMetrics metrics, List<Consumer<ServerBuilder>> apis) {
    var server =
        Server.builder()
            .port(new InetSocketAddress(config.host(), config.port()), SessionProtocol.HTTP)
            // Who names no host, as HTTP/1.0 allows, is no browser.
            .defaultHostname("localhost")
            .requestTimeout(REQUEST_TIMEOUT)
            .maxRequestLength(MAX_BODY)
            .http1MaxInitialLineLength(MAX_ADDRESS)
            .http2MaxHeaderListSize(MAX_ADDRESS)
            .workerGroup(CommonPools.workerGroup(), false)
            .gracefulShutdownTimeout(DRAIN, DRAIN_AT_MOST)
            .errorHandler(new Refusals())
            .decorator(new AllowedHosts(config.host(), config.allowedHosts())::serve);
    read(server, "/healthz", () -> HttpResponse.of(HttpStatus.OK));
    read(server, "/readyz", () -> HttpResponse.of(HttpStatus.OK));
    read(
        server,
        "/metrics",
        () ->
            HttpResponse.of(
                HttpStatus.OK,
                MediaType.parse("text/plain; version=0.0.4; charset=utf-8"),
                metrics.text()));
    apis.forEach(api -> api.accept(server));
    ConsoleFiles.install(server);
    return server.build();
  }

  private static void read(ServerBuilder server, String path, Supplier<HttpResponse> answer) {
    server.service(
        path, new ByMethod(HttpApi::refusal).on(HttpMethod.GET, (ctx, request) -> answer.get()));
  }
}
