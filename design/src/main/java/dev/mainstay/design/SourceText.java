package dev.mainstay.design;

/**
 * A design file's text.
 *
 * @param file as the user named it; shown in messages
 * @param text YAML 1.2
 */
public record SourceText(String file, String text) {}
