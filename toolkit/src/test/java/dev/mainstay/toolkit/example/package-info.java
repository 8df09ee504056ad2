/** The example of the documentation. */
@NullMarked
package dev.mainstay.toolkit.example;

import org.jspecify.annotations.NullMarked;
