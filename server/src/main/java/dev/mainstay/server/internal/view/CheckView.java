package dev.mainstay.server.internal.view;

import org.jspecify.annotations.Nullable;

/** What a code means. */
public record CheckView(
    String code,
    String family,
    String title,
    @Nullable String rule,
    @Nullable String why,
    String page) {}
