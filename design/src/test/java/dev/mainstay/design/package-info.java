@NullMarked
package dev.mainstay.design;

import org.jspecify.annotations.NullMarked;
