/**
 * JavaFX's headless platform with its robot put right. Lives in JavaFX's own package because the classes that it
 * corrects are not public; test scope only.
 */
@NullUnmarked
package com.sun.glass.ui.headless;

import org.jspecify.annotations.NullUnmarked;
