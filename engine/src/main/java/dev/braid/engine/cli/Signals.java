package dev.braid.engine.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;

/**
 * The one place that touches {@code sun.misc.Signal}: Java has no other way to hear of Ctrl-C without ending. It is reached by
 * name, for the compiler warns of every mention of it and cannot be told that this is known. Handlers are opaque.
 */
final class Signals {
    private final Class<?> signal;
    private final Class<?> handler;
    private final Method handle;

    private Signals() throws ReflectiveOperationException {
        signal = Class.forName("sun.misc.Signal");
        handler = Class.forName("sun.misc.SignalHandler");
        handle = signal.getMethod("handle", signal, handler);
    }

    /** Runs {@code action} at each signal of that name, such as INT; the handler before. */
    static Object handle(String name, Runnable action) {
        return set(
                name,
                signals -> Proxy.newProxyInstance(
                        Signals.class.getClassLoader(),
                        new Class<?>[] {signals.handler},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("handle")) {
                                action.run();
                                return null;
                            }
                            return method.invoke(action, arguments); // equals, hashCode, toString
                        }));
    }

    /** Sets a handler that {@link #handle} has returned. */
    static void restore(String name, Object before) {
        set(name, signals -> before);
    }

    /** Lets signals of that name pass without effect. */
    static void ignore(String name) {
        set(name, signals -> signals.handler.getField("SIG_IGN").get(null));
    }

    /** Finds or makes a handler. */
    private interface Handlers {
        Object find(Signals signals) throws ReflectiveOperationException;
    }

    private static Object set(String name, Handlers handlers) {
        try {
            Signals signals = new Signals();
            Object which = signals.signal.getConstructor(String.class).newInstance(name);
            return Objects.requireNonNull(signals.handle.invoke(null, which, handlers.find(signals)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("signals cannot be handled by this Java", e);
        }
    }
}
