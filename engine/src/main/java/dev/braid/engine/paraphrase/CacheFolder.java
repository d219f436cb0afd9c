package dev.braid.engine.paraphrase;

import java.nio.file.Path;

/** Where paraphrases are kept that took long to make: the system's folder for caches; it can be deleted at any time. */
public final class CacheFolder {
    private CacheFolder() {}

    /** The folder, which need not exist yet; the property {@code braid.cache} names another. */
    public static Path paraphrases() {
        String given = System.getProperty("braid.cache", "");
        String system = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path caches = !given.isEmpty()
                ? Path.of(given)
                : system.isEmpty()
                        ? Path.of(System.getProperty("user.home", "."), ".cache", "braid")
                        : Path.of(system, "braid");
        return caches.resolve("paraphrases");
    }
}
