package dev.braid.engine.kernel;

/**
 * Whether this process may use the Vector API.
 *
 * <p>Named with {@code --add-modules}, its incubating module keeps the JVM from taking classes and lambdas ready linked out of
 * the launcher's archive, which makes the window start half again as slowly. The launcher therefore leaves it out, and it is
 * loaded here when the first kernel is needed, by the method with which the JDK loads modules of its own late; for that the
 * launcher exports the method's package. Where neither is so, the plain kernels run.
 */
final class VectorApi {
    private static final String MODULE = "jdk.incubator.vector";
    static final boolean READABLE = ModuleLayer.boot().findModule(MODULE).isPresent() || isLoaded();

    private VectorApi() {}

    private static boolean isLoaded() {
        try {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, MODULE);
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
