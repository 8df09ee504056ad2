package dev.mainstay.design;

import java.util.List;

/**
 * What the designs became in another tool's format.
 *
 * @param files in a stable order; the same designs give the same bytes
 * @param notes what was left out or had to be changed, each also told in its file
 */
public record Export(List<ExportedFile> files, List<Note> notes) {
  public Export {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /**
   * A file to be written.
   *
   * @param name relative, without folders, such as {@code payment-api.rules.yaml}
   */
  public record ExportedFile(String name, String text) {}

  /**
   * Something that the format could not carry as it is.
   *
   * @param design the service, or the organisation's name
   * @param path in the design, {@code delivery/strategy}
   * @param text what happened to it instead, lower case
   */
  public record Note(String design, String path, String text) {}
}
