@NullMarked
package dev.mainstay.design.internal.editor;

import org.jspecify.annotations.NullMarked;
