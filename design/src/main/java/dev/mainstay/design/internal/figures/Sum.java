package dev.mainstay.design.internal.figures;

/**
 * A derived number and how it came about.
 *
 * @param told the arithmetic with the values put in, on one line: {@code 300/s / 2 = 150/s}
 */
public record Sum(double value, String told) {}
