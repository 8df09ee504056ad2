package dev.mainstay.design;

import java.time.LocalDate;

/**
 * A finding that the team lives with for a while.
 *
 * @param code of a check, such as {@code MS-T001}
 * @param because the reason, for who reads it later
 * @param until the last day that it holds
 */
public record Acceptance(String code, String because, LocalDate until) {}
