@NullMarked
package dev.mainstay.design.internal.documents;

import org.jspecify.annotations.NullMarked;
