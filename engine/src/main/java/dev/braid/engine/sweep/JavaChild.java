package dev.braid.engine.sweep;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts this program again as a child process, with the same Java, the same options and the same class path. */
public final class JavaChild {
    private JavaChild() {}

    /**
     * The command line of a child.
     *
     * @param mainClass the class to start
     * @param moreJavaOptions options that win over this process's own, such as a smaller heap
     * @param arguments what the program gets
     */
    public static List<String> command(String mainClass, List<String> moreJavaOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agentlib") && !option.startsWith("-javaagent"))
                .forEach(command::add);
        command.addAll(moreJavaOptions);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
