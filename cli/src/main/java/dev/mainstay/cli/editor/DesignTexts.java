package dev.mainstay.cli.editor;

import dev.mainstay.design.DesignEditor;
import dev.mainstay.design.DesignFormat;
import dev.mainstay.design.Explanations;
import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentPositionParams;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.TextDocumentService;

/** The open design files: what is wrong with them, and help at each place. */
final class DesignTexts implements TextDocumentService, AutoCloseable {
  private final Documents documents = new Documents();
  private final Translation translation = new Translation(documents, new ExplanationPages());
  private final Checking checking;

  DesignTexts(Clock clock) {
    checking = new Checking(documents, translation, clock);
  }

  void connect(LanguageClient client) {
    checking.connect(client);
  }

  void check(String uri) {
    checking.check(uri);
  }

  @Override
  public void close() {
    checking.close();
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    documents.put(params.getTextDocument().getUri(), params.getTextDocument().getText());
    check(params.getTextDocument().getUri());
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    String uri = params.getTextDocument().getUri();
    params.getContentChanges().forEach(change -> documents.put(uri, change.getText()));
    check(uri);
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    documents.remove(params.getTextDocument().getUri());
    check(params.getTextDocument().getUri());
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    check(params.getTextDocument().getUri());
  }

  /** Where the writer asks for help, and the folder that is read for it. */
  private record Asked(DesignFolder folder, DesignEditor editor, String file, Position at) {
    int line() {
      return at.getLine() + 1;
    }

    int column() {
      return at.getCharacter() + 1;
    }
  }

  private Optional<Asked> asked(TextDocumentPositionParams params) {
    return Documents.path(params.getTextDocument().getUri())
        .filter(file -> file.getParent() != null)
        .map(file -> {
          var folder =
              DesignFolder.read(DesignFolder.of(file, documents.texts()), documents.texts());
          var editor = new DesignEditor(folder.sources(), folder.runbooks().keySet());
          return new Asked(folder, editor, file.toString(), params.getPosition());
        });
  }

  @Override
  public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(
      CompletionParams params) {
    List<CompletionItem> items =
        asked(params).stream()
            .flatMap(asked ->
                asked.editor().completions(asked.file(), asked.line(), asked.column()).stream())
            .map(Translation::item)
            .toList();
    return CompletableFuture.completedFuture(Either.forLeft(items));
  }

  @Override
  @SuppressWarnings("NullAway") // the protocol's "nothing here" is null
  public CompletableFuture<Hover> hover(HoverParams params) {
    var here = new Range(params.getPosition(), params.getPosition());
    List<String> parts = new ArrayList<>();
    for (Problem problem : checking.problems(params.getTextDocument().getUri())) {
      Place place = problem.place();
      if (place != null && Translation.touches(Translation.range(place), here)) {
        Explanations.of(problem.code()).ifPresent(parts::add);
      }
    }
    asked(params)
        .flatMap(asked -> asked.editor().hover(asked.file(), asked.line(), asked.column()))
        .ifPresent(hover -> parts.addFirst(hover.markdown()));
    return CompletableFuture.completedFuture(
        parts.isEmpty()
            ? null
            : new Hover(
                new MarkupContent(
                    MarkupKind.MARKDOWN,
                    String.join("\n\n---\n\n", parts.stream().distinct().toList()))));
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      definition(DefinitionParams params) {
    List<Location> locations =
        asked(params)
            .flatMap(asked ->
                asked
                    .editor()
                    .definition(asked.file(), asked.line(), asked.column())
                    .map(found -> location(asked.folder(), found)))
            .stream()
            .toList();
    return CompletableFuture.completedFuture(Either.forLeft(locations));
  }

  /** One edit that replaces all of the text; none when it is in order or cannot be formatted. */
  @Override
  public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams params) {
    List<TextEdit> edits =
        Documents.path(params.getTextDocument().getUri()).stream()
            .flatMap(file -> Stream.ofNullable(documents.texts().get(file)))
            .flatMap(text -> {
              String formatted = DesignFormat.of(new SourceText("", text)).text();
              return formatted.equals(new SourceText("", text).text())
                  ? Stream.of()
                  : Stream.of(Translation.whole(text, formatted));
            })
            .toList();
    return CompletableFuture.completedFuture(edits);
  }

  private Location location(DesignFolder folder, DesignEditor.Definition definition) {
    return switch (definition) {
      case DesignEditor.Definition.InDesign design -> translation.location(design.place());
      case DesignEditor.Definition.InRunbook runbook ->
          new Location(
              folder.runbook(runbook.name()).toUri().toString(),
              new Range(new Position(0, 0), new Position(0, 0)));
    };
  }

  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
    List<Either<Command, CodeAction>> actions = new ArrayList<>();
    for (Problem problem : checking.problems(params.getTextDocument().getUri())) {
      Problem.Edit edit = problem.edit();
      if (edit == null
          || problem.place() == null
          || !Translation.touches(Translation.range(problem.place()), params.getRange())) {
        continue;
      }
      var action = new CodeAction(problem.fix() == null ? edit.replacement() : problem.fix());
      action.setKind(CodeActionKind.QuickFix);
      action.setDiagnostics(List.of(translation.diagnostic(problem)));
      action.setIsPreferred(true);
      action.setEdit(
          new WorkspaceEdit(Map.of(documents.uri(edit.place().file()), Translation.edits(edit))));
      actions.add(Either.forRight(action));
    }
    return CompletableFuture.completedFuture(actions);
  }
}
