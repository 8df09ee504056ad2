package dev.mainstay.telemetry.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.ValueType;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.query.QueryException;
import dev.mainstay.telemetry.query.QueryException.Reason;
import dev.mainstay.telemetry.query.QueryResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteStoreTest {
  private static final Instant AT = Instant.ofEpochSecond(1_800_000_000);

  private final List<String> asked = new ArrayList<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private RemoteStore store;
  private int status = 200;
  private UnaryOperator<String> answer = form -> "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/team/api/v1",
        exchange -> {
          String form =
              URLDecoder.decode(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                  StandardCharsets.UTF_8);
          asked.add(form);
          byte[] body = answer.apply(form).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    store = store(Duration.ofSeconds(20));
  }

  private RemoteStore store(Duration timeout) {
    return new RemoteStore(
        new StoreConfig(
            "prod", URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/team/")),
        Dialect.PROMETHEUS_3,
        timeout,
        Ticker.system());
  }

  @AfterEach
  void stop() {
    held.countDown();
    store.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private QueryResult ask(String query) {
    return store.instant(Promql.parse(query, Dialect.PROMETHEUS_3), AT, () -> false);
  }

  @Test
  void aVectorWithOddNumbers() {
    answer =
        form ->
            """
            {"status":"success","infos":["PromQL info: x"],"data":{"result":[
             {"metric":{"a":"1"},"value":[1800000000.25,"NaN"]},
             {"metric":{},"value":[1800000000,"-Inf"]}],"resultType":"vector","stats":{"x":[1]}},"more":[{}]}
            """;
    QueryResult result = ask("sum by (a) (rate(x[5m]))");
    assertThat(result.type()).isEqualTo(ValueType.VECTOR);
    assertThat(result.series()).hasSize(2);
    assertThat(result.series().getFirst().times()).containsExactly(1_800_000_000_250L);
    assertThat(result.series().getFirst().values()).containsExactly(Double.NaN);
    assertThat(result.series().getLast().values()).containsExactly(Double.NEGATIVE_INFINITY);
    assertThat(result.infos("")).containsExactly("PromQL info: x");
    assertThat(asked.getFirst()).contains("query=sum by (a) (rate(x[5m]))", "time=1800000000.000");
  }

  @Test
  void aScalarAndAText() {
    answer =
        form ->
            "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1800000000,\"3.5\"]}}";
    assertThat(ask("1 + 2.5").series().getFirst().values()).containsExactly(3.5);
    answer =
        form ->
            "{\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":[1800000000,\"abc\"]}}";
    assertThat(ask("\"abc\"").text()).isEqualTo("abc");
  }

  @Test
  void histogramsAreMadeOfTheirBuckets() {
    answer =
        form ->
            """
            {"status":"success","data":{"resultType":"vector","result":[
             {"metric":{"a":"1"},"histogram":[1800000000,{"count":"3","sum":"2","buckets":[[3,"-0.5","0.5","2"],[0,"1","2","1"]]}]}]}}
            """;
    QueryResult result = ask("x");
    assertThat(result.series().getFirst().histogram(0))
        .hasToString(
            "NativeHistogram[schema=0, zeroThreshold=0.5, zeroCount=2.0, count=3.0, sum=2.0,"
                + " positive=[1][1.0], negative=[][], customBounds=[], reset=UNKNOWN]");
    assertThat(result.warnings("")).isEmpty();
  }

  @Test
  void histogramsWhoseBucketsOverlapAreLeftOutAndSaidSo() {
    answer =
        form ->
            """
            {"status":"success","data":{"resultType":"matrix","result":[
             {"metric":{"a":"1"},"histograms":[[1800000000,{"count":"1","sum":"2","buckets":[[0,"1","5","1"],[0,"3","7","1"]]}]]},
             {"metric":{"a":"2"},
              "histograms":[[1800000000,{"count":"1","sum":"2","buckets":[[0,"1","2","1"]]}]],
              "values":[[1700000000,"4"],[1900000000,"5"]]}]}}
            """;
    QueryResult result = ask("x");
    assertThat(result.series()).hasSize(1);
    assertThat(result.series().getFirst().times())
        .containsExactly(1_700_000_000_000L, 1_800_000_000_000L, 1_900_000_000_000L);
    assertThat(result.series().getFirst().histogram(1)).isNotNull();
    assertThat(result.warnings("")).singleElement().asString().contains("1 native histograms");
  }

  @Test
  void errorsOfTheStoreKeepTheirReason() {
    status = 503;
    answer =
        form -> "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"}";
    refused(Reason.TIMEOUT, "prod: query timed out");
    status = 422;
    answer =
        form -> "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"many-to-many\"}";
    refused(Reason.EXECUTION, "prod: many-to-many");
  }

  private void refused(Reason reason, String message) {
    assertThatThrownBy(() -> ask("x"))
        .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessage(message);
  }

  @Test
  void whatIsNoPrometheusIsSaidToBeNone() {
    status = 404;
    answer = form -> "<html>not found</html>";
    refused(
        Reason.UNAVAILABLE,
        "prod answered 404 with something that is not Prometheus' answer (expected: JSON with"
            + " status and data)");
    status = 200;
    answer = form -> "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[[";
    refused(
        Reason.EXECUTION,
        "prod answered 200 with something that is not Prometheus' answer (expected: JSON with"
            + " status and data)");
  }

  @Test
  void nobodyListens() {
    server.stop(0);
    refused(Reason.UNAVAILABLE, "prod cannot be reached: nothing listens there");
  }

  @Test
  void anAnswerThatDoesNotComeIsGivenUp() {
    answer = this::hold;
    store.close();
    store = store(Duration.ofMillis(300));
    refused(Reason.TIMEOUT, "prod gave no answer within 300ms");
  }

  private String hold(String form) {
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }

  @Test
  void aCanceledQueryEnds() {
    answer = this::hold;
    assertThatThrownBy(() -> store.instant(Promql.parse("x", Dialect.PROMETHEUS_3), AT, () -> true))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELED));
  }

  @Test
  void samplesAreAskedDayByDayWithWhatIsBeforeLeftOut() {
    answer =
        form ->
            """
            {"status":"success","data":{"resultType":"matrix","result":[
             {"metric":{"__name__":"x"},"values":[[%s,"1"]]}]}}
            """
                .formatted(form.substring(form.indexOf("time=") + 5).split("&")[0]);
    long day = Duration.ofDays(1).toMillis();
    var series =
        store.select(List.of(Matcher.metric("x"), Matcher.regex("we\"ird", "a\\.b")), 0, 2 * day);
    assertThat(series).hasSize(1);
    SampleCursor cursor = series.getFirst().samples(day, 3 * day);
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.timestamp()).isEqualTo(2 * day - 1);
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.timestamp()).isEqualTo(2 * day);
    assertThat(cursor.next()).isFalse();
    assertThat(asked).hasSize(3);
    assertThat(asked.getFirst())
        .contains("query={__name__=\"x\",\"we\\\"ird\"=~\"a\\\\.b\"}[86400000ms]")
        .contains("time=86399.999");
  }

  @Test
  void anAnswerThatIsTooLargeIsAskedForInSmallerPieces() {
    answer =
        form ->
            form.contains("[86400000ms]") || form.contains("[43200000ms]")
                ? " ".repeat(RemoteCalls.MOST_BYTES + 1)
                : "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}";
    assertThat(store.select(List.of(Matcher.metric("x")), 1, Duration.ofDays(1).toMillis()))
        .isEmpty();
    assertThat(asked).hasSize(6);
  }
}
