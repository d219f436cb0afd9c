package dev.braid.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts {@link PeerBenchmark} in a process of its own, with everything that makes libtorch fast on a CPU: MKL, threads pinned to cores,
 * and a memory allocator that keeps what it was given. With the allocators' defaults a large tensor is returned to the system after every
 * use and every page of the next one faults anew, which costs ten times an elementwise operation.
 */
final class PeerProcess {
    /** How the peer's memory is allocated. */
    enum Allocator {
        /** The C library's, told neither to map large blocks one by one nor to give memory back: as fast as jemalloc, steadier. */
        GLIBC(Map.of(
                "MALLOC_ARENA_MAX",
                "1",
                "MALLOC_MMAP_MAX_",
                "0",
                "MALLOC_TRIM_THRESHOLD_",
                Long.toString(1L << 40),
                "MALLOC_TOP_PAD_",
                Long.toString(1L << 26))),
        /** jemalloc (Debian: libjemalloc2) without its special treatment of large blocks. */
        JEMALLOC(Map.of("LD_PRELOAD", "libjemalloc.so.2", "MALLOC_CONF", "oversize_threshold:0")),
        /** The C library's as it comes: slower, and the least memory. */
        PLAIN(Map.of());

        private final Map<String, String> environment;

        Allocator(Map<String, String> environment) {
            this.environment = environment;
        }
    }

    private static final List<String> JVM_FLAGS = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", // the Java side only dispatches: no optimising compiler beside the measurement
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dorg.bytedeco.openblas.load=mkl",
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-Dorg.bytedeco.javacpp.nopointergc=true"); // scopes free tensors, not the collector

    private PeerProcess() {}

    /** A process, not started, that measures with the given options of {@link PeerBenchmark}. */
    static ProcessBuilder with(Allocator allocator, List<String> options) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JVM_FLAGS);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), PeerBenchmark.class.getName()));
        words.addAll(options);
        ProcessBuilder process = new ProcessBuilder(words);
        process.environment().putAll(Map.of("OMP_PROC_BIND", "true", "OMP_PLACES", "cores"));
        process.environment().putAll(allocator.environment);
        return process;
    }
}
