package dev.mainstay.design;

import java.time.LocalDate;
import java.util.Map;

/**
 * What designs are read with.
 *
 * @param runbooks the texts of the runbooks beside the designs, by name without their suffix
 * @param today the day that dates are compared with
 */
public record Surroundings(Map<String, String> runbooks, LocalDate today) {
  public Surroundings {
    runbooks = Map.copyOf(runbooks);
  }
}
