@NullMarked
package dev.mainstay.design.internal.documents.chapters;

import org.jspecify.annotations.NullMarked;
