package dev.mainstay.cli.editor;

import dev.mainstay.kernel.Clock;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;

/** Speaks the Language Server Protocol 3.18 over a pair of streams. */
public final class EditorServer implements LanguageServer {
  private final DesignTexts texts;
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private volatile boolean shutDown;

  private EditorServer(DesignTexts texts) {
    this.texts = texts;
  }

  /**
   * Serves until the editor leaves.
   *
   * @return 0 when it said so before, 1 when it just went away
   */
  public static int serve(InputStream in, OutputStream out, Clock clock)
      throws InterruptedException {
    try (var texts = new DesignTexts(clock)) {
      var server = new EditorServer(texts);
      var launcher = LSPLauncher.createServerLauncher(server, in, out);
      texts.connect(launcher.getRemoteProxy());
      Future<Void> listening = launcher.startListening();
      Thread.ofVirtual().start(() -> server.endWith(listening));
      return server.ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void endWith(Future<Void> listening) {
    try {
      listening.get();
    } catch (InterruptedException | ExecutionException | CancellationException e) {
      // The stream has ended in one way or another.
    }
    exit();
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    var can = new ServerCapabilities();
    can.setPositionEncoding("utf-16");
    can.setTextDocumentSync(TextDocumentSyncKind.Full);
    can.setHoverProvider(true);
    can.setDefinitionProvider(true);
    can.setCodeActionProvider(true);
    can.setDocumentFormattingProvider(true);
    can.setCompletionProvider(new CompletionOptions(false, List.of(" ", ":", "[", "{", ",")));
    return CompletableFuture.completedFuture(new InitializeResult(can, new ServerInfo("mainstay")));
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    shutDown = true;
    return CompletableFuture.completedFuture(new Object());
  }

  @Override
  public void exit() {
    ended.complete(shutDown ? 0 : 1);
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return texts;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return new WorkspaceService() {
      @Override
      public void didChangeConfiguration(DidChangeConfigurationParams params) {}

      @Override
      public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
        params.getChanges().forEach(change -> texts.check(change.getUri()));
      }
    };
  }
}
