package dev.mainstay.store;

import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A kind of thing that a feature keeps, and what it is found by.
 *
 * @param name stable over releases, {@code incident}
 * @param type the record
 * @param id unique within the kind
 * @param owner what it belongs to, {@code payment-api}; may be the empty string
 * @param status one word that it is selected by
 * @param position its place in the order of its kind
 */
record Kind<T>(
    String name,
    Class<T> type,
    Function<T, String> id,
    Function<T, String> owner,
    Function<T, String> status,
    ToLongFunction<T> position) {}
