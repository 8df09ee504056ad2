package dev.mainstay.design;

import dev.mainstay.design.internal.read.DocumentReader;
import java.util.List;
import java.util.Set;

/** Reads design files. Pure: text in, values out. */
public final class DesignReader {
  private DesignReader() {}

  /**
   * Reads all files together and reports everything that is wrong with their form, with its place.
   *
   * @param sources any number of services and at most one organisation
   * @param runbooks names of the runbooks beside the designs, without their suffix
   */
  public static DesignResult read(List<SourceText> sources, Set<String> runbooks) {
    return new DocumentReader(runbooks).read(sources);
  }
}
