package dev.mainstay.design;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Where documents stand. All paths are absolute; documents refer to each other relatively.
 *
 * @param folders service to the folder of its documents
 * @param runbooks service to the folder of the runbooks that its alerts name
 */
public record Shelf(Map<String, Path> folders, Map<String, Path> runbooks) {
  public Shelf {
    folders = Map.copyOf(folders);
    runbooks = Map.copyOf(runbooks);
  }

  /**
   * Beside the designs' files: in the folder that a design names, else in {@code docs/SERVICE}
   * below {@code out}; runbooks in {@code runbooks} beside the design. Of a service in several
   * files all that is beside their folder, when the folder has the service's name.
   *
   * @param places that say which file each design is in
   * @param here what relative names of files start at
   * @param out null for the design's own folder
   */
  public static Shelf of(
      Designs designs, Sources places, Path here, @org.jspecify.annotations.Nullable Path out) {
    Map<String, Path> folders = new TreeMap<>();
    Map<String, Path> runbooks = new TreeMap<>();
    for (Service service : designs.services()) {
      Path beside =
          places
              .of(service.name(), "")
              .map(place -> here.resolve(place.file()).toAbsolutePath().getParent())
              .map(folder -> places.isSplit(service.name()) ? outside(folder, service) : folder)
              .orElse(here.toAbsolutePath());
      Path base = out == null ? beside : here.resolve(out).toAbsolutePath();
      Path folder =
          places.isWritten(service.name(), "documentation")
              ? beside.resolve(service.documentation())
              : base.resolve("docs").resolve(service.name());
      folders.put(service.name(), folder.normalize());
      runbooks.put(service.name(), beside.resolve("runbooks").normalize());
    }
    return new Shelf(folders, runbooks);
  }

  /** The folder of a service's parts, named after it, stands for its file. */
  private static Path outside(Path folder, Service service) {
    Path parent = folder.getParent();
    return parent != null && folder.endsWith(service.name()) ? parent : folder;
  }

  /** The folder of that service's documents. */
  public Path folder(String service) {
    return Objects.requireNonNull(folders.get(service), service);
  }

  /** The folder of the runbooks of that service. */
  public Path runbooks(String service) {
    return Objects.requireNonNull(runbooks.get(service), service);
  }
}
