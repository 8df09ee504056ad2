package dev.mainstay.design;

import org.jspecify.annotations.Nullable;

/**
 * A check that an organisation has written itself, in the Common Expression Language.
 *
 * @param code such as {@code SHOP-001}
 * @param when services that it is for, or null for all
 * @param holds what must be true of each of them
 * @param message what is wrong when it is not
 * @param why what happens otherwise, or null
 * @param fix what to do, or null
 * @param error whether its findings are errors
 * @param at the path of the value that it is about, or empty for the service
 */
public record OwnCheck(
    String code,
    @Nullable String when,
    String holds,
    String message,
    @Nullable String why,
    @Nullable String fix,
    boolean error,
    String at) {}
