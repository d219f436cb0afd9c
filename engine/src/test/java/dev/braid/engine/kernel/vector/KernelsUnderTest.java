package dev.braid.engine.kernel.vector;

import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.kernel.plain.PlainKernels;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The vector kernels at every vector length, in one process: the classes of this package are loaded once more for each length,
 * because the length is a constant of theirs.
 *
 * @param name what the test report shows
 * @param kernels the kernels
 */
record KernelsUnderTest(String name, Kernels kernels) {
    /** The oracle. */
    static final Kernels PLAIN = new PlainKernels().get();

    private static final String VECTOR_BITS = "braid.vectorBits";

    /** Vector kernels at 128, 256 and 512 bits; a length the machine lacks is emulated, slowly but rightly. */
    static Stream<KernelsUnderTest> all() {
        return Stream.of(128, 256, 512).map(bits -> new KernelsUnderTest(bits + " bits", atLength(bits)));
    }

    private static Kernels atLength(int bits) {
        String before = System.getProperty(VECTOR_BITS);
        System.setProperty(VECTOR_BITS, Integer.toString(bits));
        try {
            Class<?> provider = Class.forName(VectorKernels.class.getName(), true, new Isolated());
            return (Kernels) ((Supplier<?>) provider.getDeclaredConstructor().newInstance()).get();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            if (before == null) {
                System.clearProperty(VECTOR_BITS);
            } else {
                System.setProperty(VECTOR_BITS, before);
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** Defines the classes of this package itself and takes all others from its parent. */
    private static final class Isolated extends ClassLoader {
        Isolated() {
            super(KernelsUnderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(KernelsUnderTest.class.getPackageName() + ".")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
