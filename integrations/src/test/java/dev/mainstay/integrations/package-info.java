@NullMarked
package dev.mainstay.integrations;

import org.jspecify.annotations.NullMarked;
