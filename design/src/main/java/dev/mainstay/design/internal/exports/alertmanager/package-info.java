@NullMarked
package dev.mainstay.design.internal.exports.alertmanager;

import org.jspecify.annotations.NullMarked;
