package dev.mainstay.design;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided at a gate.
 *
 * @param by a person of the organisation
 * @param yes whether the answer to the gate's question is yes
 * @param because the reason, or null
 */
public record Decision(Gate gate, String by, LocalDate on, boolean yes, @Nullable String because) {}
