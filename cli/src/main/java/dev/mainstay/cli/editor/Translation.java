package dev.mainstay.cli.editor;

import dev.mainstay.design.DesignEditor.Suggestion;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.List;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticCodeDescription;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Mainstay's values in the protocol's; both count columns in UTF-16 code units. */
final class Translation {
  static final String SOURCE = "mainstay";

  private final Documents documents;
  private final ExplanationPages pages;

  Translation(Documents documents, ExplanationPages pages) {
    this.documents = documents;
    this.pages = pages;
  }

  Diagnostic diagnostic(Problem problem) {
    var diagnostic =
        new Diagnostic(
            problem.place() == null ? range(1, 1, 1) : range(problem.place()),
            message(problem),
            problem.isError() ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
            SOURCE,
            problem.code());
    pages
        .of(problem.code())
        .ifPresent(
            page -> diagnostic.setCodeDescription(new DiagnosticCodeDescription(page.toString())));
    diagnostic.setRelatedInformation(
        problem.related().stream()
            .map(other -> new DiagnosticRelatedInformation(location(other.place()), other.label()))
            .toList());
    return diagnostic;
  }

  private static String message(Problem problem) {
    var text = new StringBuilder(problem.message());
    if (problem.arithmetic() != null) {
      text.append('\n').append(problem.arithmetic());
    }
    if (problem.fix() != null) {
      text.append("\nfix: ").append(problem.fix());
    }
    return text.toString();
  }

  Location location(Place place) {
    return new Location(documents.uri(place.file()), range(place));
  }

  static CompletionItem item(Suggestion suggestion) {
    var item = new CompletionItem(suggestion.label());
    item.setKind(
        switch (suggestion.kind()) {
          case KEY -> CompletionItemKind.Property;
          case NAME -> CompletionItemKind.Reference;
          case VALUE -> CompletionItemKind.Value;
        });
    item.setDetail(suggestion.detail());
    if (!suggestion.documentation().isEmpty()) {
      item.setDocumentation(new MarkupContent(MarkupKind.MARKDOWN, suggestion.documentation()));
    }
    item.setTextEdit(
        Either.forLeft(
            new TextEdit(
                range(suggestion.line(), suggestion.column(), suggestion.length()),
                suggestion.text())));
    return item;
  }

  static Range range(Place place) {
    return range(place.line(), place.column(), place.length());
  }

  private static Range range(int line, int column, int length) {
    return new Range(
        new Position(line - 1, column - 1), new Position(line - 1, column - 1 + length));
  }

  static boolean touches(Range a, Range b) {
    return !before(a.getEnd(), b.getStart()) && !before(b.getEnd(), a.getStart());
  }

  /** Another text in place of all of it. */
  static TextEdit whole(String text, String replacement) {
    int lines = (int) text.chars().filter(c -> c == '\n').count();
    int last = text.length() - text.lastIndexOf('\n') - 1;
    return new TextEdit(new Range(new Position(0, 0), new Position(lines, last)), replacement);
  }

  static List<TextEdit> edits(Problem.Edit edit) {
    return List.of(new TextEdit(range(edit.place()), edit.replacement()));
  }

  private static boolean before(Position a, Position b) {
    return a.getLine() < b.getLine()
        || (a.getLine() == b.getLine() && a.getCharacter() < b.getCharacter());
  }
}
