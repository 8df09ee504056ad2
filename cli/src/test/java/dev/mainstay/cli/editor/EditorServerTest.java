package dev.mainstay.cli.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client over pipes against {@code mainstay lsp} in a process of its own. */
@Timeout(120)
final class EditorServerTest {
  private static final String SERVICE =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: shop-api
      owner: shop
      summary: Sells shoes and hats
      instances: { min: 2 }
      interface: { http: { deadline: 1s } }
      dependencies:
        redis:
          kind: cache
          timeout: 900ms
          retry: { attempts: 3 }
          onFailure: { degrade: no-cache }
      degradation:
        no-cache: { keeps: 👟 and 👒, when: redis fails }
      objectives:
        orders: { of: http, good: status < 500, slo: 99.9 % }
      alerts:
        orders-down: { on: objectives, severity: P1, runbook: orders-down, impact: no orders }
      """;
  private static final String ORGANISATION =
      """
      apiVersion: mainstay/v1
      kind: Organisation
      name: shop
      people:
        ana: { email: ana@example.test }
      teams:
        shop: { onCall: { rotation: [ana] } }
      smtp: { host: 127.0.0.1, port: 25, from: mainstay@example.test }
      """;

  @TempDir private Path folder;
  private Process process;
  private LanguageServer server;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final BlockingQueue<PublishDiagnosticsParams> published = new LinkedBlockingQueue<>();
  private String uri;
  private int version;

  /** Keeps what passes through, so that stray bytes are seen. */
  private final class Recorded extends FilterInputStream {
    Recorded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      if (read >= 0) {
        said.write(read);
      }
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        said.write(bytes, offset, read);
      }
      return read;
    }
  }

  private final class Client implements LanguageClient {
    @Override
    public void telemetryEvent(Object object) {}

    @Override
    public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
      published.add(diagnostics);
    }

    @Override
    public void showMessage(MessageParams message) {}

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams ask) {
      return CompletableFuture.completedFuture(new MessageActionItem());
    }

    @Override
    public void logMessage(MessageParams message) {}
  }

  @BeforeEach
  void start() throws Exception {
    Files.createDirectories(folder.resolve("runbooks"));
    Files.writeString(folder.resolve("runbooks/orders-down.md"), "# Orders down\n1. Look.\n");
    Files.writeString(folder.resolve("organisation.yaml"), ORGANISATION);
    Path file = Files.writeString(folder.resolve("shop-api.yaml"), SERVICE);
    uri = file.toRealPath().toUri().toString();
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.mainstay.cli.Main",
                "lsp")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var launcher =
        LSPLauncher.createClientLauncher(
            new Client(), new Recorded(process.getInputStream()), process.getOutputStream());
    var unused = launcher.startListening();
    server = launcher.getRemoteProxy();
    var can = server.initialize(new InitializeParams()).get().getCapabilities();
    assertThat(can.getHoverProvider().getLeft()).isTrue();
    server.initialized(new InitializedParams());
    server
        .getTextDocumentService()
        .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri, "yaml", 0, SERVICE)));
  }

  @AfterEach
  void stop() throws Exception {
    server.shutdown().get();
    server.exit();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    String rest = said.toString(StandardCharsets.UTF_8);
    while (!rest.isEmpty()) {
      assertThat(rest).startsWith("Content-Length: ");
      int length = Integer.parseInt(rest.substring(16, rest.indexOf('\r')));
      byte[] bytes = rest.substring(rest.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.UTF_8);
      rest = new String(bytes, length, bytes.length - length, StandardCharsets.UTF_8);
    }
  }

  private void type(String text) {
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(uri, ++version),
                List.of(new TextDocumentContentChangeEvent(text))));
  }

  private PublishDiagnosticsParams news() throws InterruptedException {
    return Objects.requireNonNull(published.poll(60, TimeUnit.SECONDS), "no news for a minute");
  }

  /** The first news of the open file that has a problem of that code. */
  private Diagnostic diagnostic(String code) throws InterruptedException {
    while (true) {
      PublishDiagnosticsParams news = news();
      if (news.getUri().equals(uri)) {
        for (Diagnostic diagnostic : news.getDiagnostics()) {
          if (diagnostic.getCode().getLeft().equals(code)) {
            return diagnostic;
          }
        }
      }
    }
  }

  private TextDocumentIdentifier document() {
    return new TextDocumentIdentifier(uri);
  }

  /** The position after the text's first occurrence. */
  private static Position after(String text, String part) {
    int at = text.indexOf(part) + part.length();
    int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    return new Position(line, at - text.lastIndexOf('\n', at - 1) - 1);
  }

  private List<? extends TextEdit> formatting(String text) throws Exception {
    type(text);
    return server
        .getTextDocumentService()
        .formatting(new DocumentFormattingParams(document(), new FormattingOptions(2, true)))
        .get();
  }

  @Test
  void theFileIsFormattedAsAWholeOrLeftAlone() throws Exception {
    String tidy =
        SERVICE
            .replace("instances: { min: 2 }\n", "")
            .replace("dependencies:\n", "instances: { min: 2 }\ndependencies:\n");
    assertThat(formatting(tidy)).isEmpty();
    assertThat(formatting(SERVICE.replace("900ms", "900"))).isEmpty();
    assertThat(formatting(SERVICE.replace("900ms", "0.9s  # slow")))
        .singleElement()
        .returns(tidy.replace("900ms", "900ms # slow"), TextEdit::getNewText)
        .extracting(TextEdit::getRange)
        .isEqualTo(new Range(new Position(0, 0), new Position((int) SERVICE.lines().count(), 0)));
  }

  @Test
  void partsInAFolderOfTheServiceAreCheckedWithIt() throws Exception {
    Path part = folder.resolve("shop-api/part.yaml").toAbsolutePath();
    Files.createDirectories(part.resolveSibling(""));
    String text =
        "apiVersion: mainstay/v1\nkind: ServicePart\nname: shop-api\ninstances: { min: 3 }\n";
    Files.writeString(part, text);
    uri = part.toRealPath().toUri().toString();
    server
        .getTextDocumentService()
        .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri, "yaml", 0, text)));

    assertThat(diagnostic("MS-F002").getRelatedInformation().getFirst().getLocation().getUri())
        .endsWith("/shop-api.yaml");
  }

  private List<String> completions(String text, Position at) throws Exception {
    type(text);
    return server
        .getTextDocumentService()
        .completion(new CompletionParams(document(), at))
        .get()
        .getLeft()
        .stream()
        .map(CompletionItem::getLabel)
        .toList();
  }

  private String hover(Position at) throws Exception {
    Hover hover = server.getTextDocumentService().hover(new HoverParams(document(), at)).get();
    return hover == null ? "" : hover.getContents().getRight().getValue();
  }

  private List<? extends Location> definition(Position at) throws Exception {
    return server
        .getTextDocumentService()
        .definition(new DefinitionParams(document(), at))
        .get()
        .getLeft();
  }

  @Test
  void aContradictionIsShownAtBothPlaces() throws Exception {
    Diagnostic found = diagnostic("MS-T001");

    assertThat(found.getMessage().getLeft()).contains("fix: ").contains("900ms");
    assertThat(found.getRelatedInformation()).isNotEmpty();
    assertThat(found.getRelatedInformation().getFirst().getLocation().getUri()).isEqualTo(uri);
    assertThat(found.getCodeDescription().getHref()).startsWith("file:").endsWith("MS-T001.md");
    assertThat(hover(found.getRange().getStart())).contains("MS-T001");
    type(SERVICE.replace("deadline: 1s", "deadline: 9s"));
    PublishDiagnosticsParams news = news();
    while (!news.getUri().equals(uri)) {
      news = news();
    }
    assertThat(news.getDiagnostics()).noneMatch(each -> each.getCode().getLeft().equals("MS-T001"));
  }

  @Test
  void keysAreExplainedAndCompleted() throws Exception {
    assertThat(hover(after(SERVICE, "    timeo"))).contains("dependencies.redis.timeout");
    String keys = SERVICE.replace("    kind: cache\n", "    kind: cache\n    \n");
    assertThat(completions(keys, after(keys, "kind: cache\n    ")))
        .contains("bulkhead", "breaker")
        .doesNotContain("kind", "timeout");
    String kinds = SERVICE.replace("kind: cache", "kind: ");
    assertThat(completions(kinds, after(kinds, "    kind: "))).contains("cache", "database");
    String modes = SERVICE.replace("degrade: no-cache", "degrade: ");
    assertThat(completions(modes, after(modes, "degrade: "))).containsExactly("no-cache");
    String books = SERVICE.replace("runbook: orders-down", "runbook: or");
    assertThat(completions(books, after(books, "runbook: or"))).containsExactly("orders-down");
    String owner = SERVICE.replace("owner: shop", "owner: ");
    assertThat(completions(owner, after(owner, "owner: "))).contains("shop");
    String when = SERVICE.replace("when: redis fails", "when: redis f");
    assertThat(completions(when, after(when, "when: redis f"))).contains("redis fails");
  }

  @Test
  void namesLeadToWhatTheyName() throws Exception {
    assertThat(definition(after(SERVICE, "runbook: ord")).getFirst().getUri())
        .endsWith("/runbooks/orders-down.md");
    assertThat(definition(after(SERVICE, "degrade: no")).getFirst().getRange().getStart())
        .isEqualTo(after(SERVICE, "degradation:\n  "));
    assertThat(definition(after(SERVICE, "when: red")).getFirst().getRange().getStart())
        .isEqualTo(after(SERVICE, "dependencies:\n  "));
    assertThat(definition(after(SERVICE, "owner: sh")).getFirst().getUri())
        .endsWith("/organisation.yaml");
    assertThat(definition(after(SERVICE, "summary: Se"))).isEmpty();
  }

  @Test
  void aCertainFixIsOffered() throws Exception {
    String odd = SERVICE.replace("kind: cache", "Kind: cache");
    type(odd);
    Diagnostic found = diagnostic("MS-F004");

    var actions =
        server
            .getTextDocumentService()
            .codeAction(
                new CodeActionParams(
                    document(), found.getRange(), new CodeActionContext(List.of(found))))
            .get();

    Map<String, List<TextEdit>> changes = actions.getFirst().getRight().getEdit().getChanges();
    assertThat(changes).containsOnlyKeys(uri);
    assertThat(changes.values()).containsExactly(List.of(new TextEdit(found.getRange(), "kind")));
  }

  @Test
  void halfAWordBreaksNothing() throws Exception {
    for (int end = 0; end < SERVICE.length(); end += 7) {
      type(SERVICE.substring(0, end));
    }
    String broken = SERVICE.replace("retry: { attempts: 3 }", "retry: { attempts: 3");
    type(broken);

    assertThat(diagnostic("MS-F001").getMessage().getLeft()).isNotEmpty();
    assertThat(hover(after(broken, "    timeo"))).contains("dependencies.redis.timeout");
    assertThat(completions(broken, after(broken, "retry: { attempts: 3"))).isNotNull();
    type("\t: [\n");
    diagnostic("MS-F001");
    type(SERVICE);
    diagnostic("MS-T001");
  }
}
