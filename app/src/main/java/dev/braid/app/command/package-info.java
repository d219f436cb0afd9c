/** The one registry of commands, and what is made of it: menus, toolbar, command palette, shortcut sheet, tool tips. */
@NullMarked
package dev.braid.app.command;

import org.jspecify.annotations.NullMarked;
