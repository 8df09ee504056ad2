/** The API's answers, as {@code openapi.yaml} describes them. */
@NullMarked
package dev.mainstay.server.internal.view;

import org.jspecify.annotations.NullMarked;
