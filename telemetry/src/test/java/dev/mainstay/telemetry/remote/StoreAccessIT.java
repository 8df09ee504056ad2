package dev.mainstay.telemetry.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Promql;
import dev.mainstay.telemetry.query.QueryException;
import dev.mainstay.telemetry.query.QueryException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that want credentials, over HTTP and HTTPS. */
class StoreAccessIT {
  private static final String ANSWER =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"7\"]}}";

  @TempDir private Path folder;
  private final List<HttpServer> servers = new ArrayList<>();
  private final List<RemoteStore> stores = new ArrayList<>();
  private final ConcurrentLinkedDeque<Map<String, String>> asked = new ConcurrentLinkedDeque<>();
  private volatile int status = 200;
  private volatile String location = "";

  @AfterEach
  void stop() {
    stores.forEach(RemoteStore::close);
    servers.forEach(server -> server.stop(0));
  }

  private String serve(HttpServer server) {
    server.createContext(
        "/",
        exchange -> {
          var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
          exchange
              .getRequestHeaders()
              .forEach((name, values) -> headers.put(name, values.getFirst()));
          asked.add(headers);
          String body =
              status == 200
                  ? ANSWER
                  : "{\"status\":\"error\",\"errorType\":\"x\",\"error\":\"you sent "
                      + headers.get("Authorization")
                      + "\"}";
          if (!location.isEmpty()) {
            exchange.getResponseHeaders().set("Location", location);
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return "localhost:" + server.getAddress().getPort();
  }

  private static InetSocketAddress free() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private String plain() throws IOException {
    return "http://" + serve(HttpServer.create(free(), 0));
  }

  private RemoteStore store(String address, String more) {
    StoreConfig.Read read =
        StoreConfig.read(
            folder.resolve("stores.yaml"),
            "stores:\n- name: prod\n  url: " + address + "\n" + more.indent(2));
    assertThat(read.problems()).isEmpty();
    var store =
        new RemoteStore(
            read.stores().getFirst(),
            Dialect.PROMETHEUS_3,
            Duration.ofSeconds(20),
            Ticker.system());
    stores.add(store);
    return store;
  }

  private static double ask(RemoteStore store) {
    return store
        .instant(Promql.parse("7", Dialect.PROMETHEUS_3), Instant.EPOCH, () -> false)
        .series()
        .getFirst()
        .values()[0];
  }

  private static void refused(RemoteStore store, String message) {
    assertThatThrownBy(() -> ask(store))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE))
        .hasMessageContaining(message)
        .hasMessageNotContaining("hunter2")
        .hasMessageNotContaining("aHVudGVyMg")
        .hasNoCause();
  }

  private Path secret(String text) throws IOException {
    return Files.writeString(folder.resolve("secret"), text);
  }

  @Test
  void aPasswordAndATenantAreSentWithEveryRequest() throws Exception {
    secret("hunter2\n");
    RemoteStore store =
        store(
            plain(),
            "basic_auth: { username: ana, password_file: secret }\nheaders: { X-Scope-OrgID: team-7"
                + " }\n");
    assertThat(ask(store)).isEqualTo(7);
    assertThat(store.labels(List.of())).isEmpty();
    assertThat(asked)
        .hasSize(2)
        .allSatisfy(headers ->
            assertThat(headers)
                .containsEntry("Authorization", "Basic YW5hOmh1bnRlcjI=")
                .containsEntry("X-Scope-OrgID", "team-7"));
  }

  @Test
  void aTokenThatChangesIsReadAgain() throws Exception {
    secret("one");
    RemoteStore store = store(plain(), "authorization: { credentials_file: secret }");
    ask(store);
    secret("two\n");
    ask(store);
    assertThat(asked)
        .extracting(headers -> headers.get("Authorization"))
        .containsExactly("Bearer one", "Bearer two");
  }

  @Test
  void aStoreThatRefusesTheCredentialsDoesNotTellThem() throws Exception {
    RemoteStore store = store(plain(), "authorization: { credentials: hunter2 }");
    status = 401;
    refused(store, "prod answered 401: its credentials are missing or wrong");
    status = 403;
    refused(store, "prod answered 403: its credentials do not permit this");
    assertThat(asked).last().extracting("Authorization").isEqualTo("Bearer hunter2");
  }

  @Test
  void aStoreThatCannotBeReachedDoesNotTellThem() throws Exception {
    String address = plain();
    servers.getFirst().stop(0);
    refused(
        store(address, "basic_auth: { username: ana, password: hunter2 }"),
        "prod cannot be reached: nothing listens there");
  }

  @Test
  void whereAStoreRedirectsToGetsNothing() throws Exception {
    String other = plain();
    String address = plain();
    for (int redirect : new int[] {301, 302, 303, 307, 308}) {
      status = redirect;
      location = other + "/api/v1/query";
      RemoteStore store =
          store(address, "authorization: { credentials: hunter2 }\nheaders: { X-Team: a }");
      refused(store, "prod answered " + redirect + ": redirects are not followed");
    }
    assertThat(asked).hasSize(5);
  }

  @Test
  void aSecretThatCannotBeSentIsSaidWithItsFile() throws Exception {
    RemoteStore store = store(plain(), "authorization: { credentials_file: secret }");
    refused(store, "prod cannot be asked: cannot read " + folder.resolve("secret"));
    secret("hunter2\nhunter2");
    refused(store, "prod cannot be asked: " + folder.resolve("secret") + ": line breaks or other");
    secret("hunter2");
    assertThat(ask(store)).isEqualTo(7);
  }

  @Test
  void anOwnAuthorityIsTrustedAndFollowedWhenItChanges() throws Exception {
    KeyStore good = keys("good");
    certificate(keys("other"));
    String address = "https://" + serve(secured(good));
    refused(store(address, "basic_auth: { username: ana, password: hunter2 }"), "PKIX path");
    RemoteStore store =
        store(
            address,
            "tls_config: { ca_file: ca.pem }\nbasic_auth: { username: ana, password: hunter2 }");
    refused(store, "PKIX path");
    assertThat(asked).isEmpty();

    Path authorities = certificate(good);
    Files.setLastModifiedTime(authorities, FileTime.fromMillis(1));
    assertThat(ask(store)).isEqualTo(7);
    Files.writeString(authorities, "nothing");
    Files.setLastModifiedTime(authorities, FileTime.fromMillis(2));
    refused(store, "prod cannot be asked: certificates in " + authorities);
    Files.delete(authorities);
    refused(store, "prod cannot be asked: cannot read " + authorities);

    assertThat(ask(store(address, "tls_config: { insecure_skip_verify: true }"))).isEqualTo(7);
  }

  private KeyStore keys(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of(
            ("-genkeypair -alias store -keyalg EC -dname CN=localhost -ext san=dns:localhost"
                    + " -validity 2 -storetype PKCS12 -storepass changeit -keystore")
                .split(" ", -1)));
    command.add(file.toString());
    assertThat(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start()
                .waitFor())
        .isZero();
    return KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
  }

  private Path certificate(KeyStore keys) throws Exception {
    String encoded =
        java.util.Base64.getMimeEncoder().encodeToString(keys.getCertificate("store").getEncoded());
    return Files.writeString(
        folder.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
  }

  private static HttpsServer secured(KeyStore keys) throws Exception {
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(free(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return server;
  }
}
