@NullMarked
package dev.mainstay.design.internal.documents.page;

import org.jspecify.annotations.NullMarked;
