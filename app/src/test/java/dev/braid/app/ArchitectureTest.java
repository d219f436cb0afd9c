package dev.braid.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the house: which package may know which, and what only one of them may do. */
class ArchitectureTest {
    private static final JavaClasses BRAID = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.braid");

    @Test
    void the_engine_knows_neither_the_pictures_nor_the_program() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.braid.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.braid.visuals..", "dev.braid.app..")
                .because("the arrows are app to visuals to engine, and the engine runs without the other two"));
    }

    @Test
    void nobody_imports_the_program() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.braid.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.braid.app..")
                .because("app only wires the others together"));
    }

    @Test
    void the_engine_has_no_window() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.braid.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..")
                .because("the engine runs headless, in workers and on machines without a desktop"));
    }

    @Test
    void the_pictures_see_only_the_document_the_blocks_the_probes_and_the_events() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.braid.visuals..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.braid.engine..")
                        .and(not(resideInAnyPackage(
                                "dev.braid.engine.graph",
                                "dev.braid.engine.graph.edit",
                                "dev.braid.engine.block",
                                "dev.braid.engine.probe",
                                "dev.braid.engine.statistics",
                                "dev.braid.engine.train.event"))))
                .because("views show documents, blocks and events; how a model runs is none of their business"));
    }

    @ParameterizedTest(name = "{0} is known only to {1}")
    @CsvSource({
        "org.nd4j..,           dev.braid.engine.tensor.nd4j..",
        "org.bytedeco..,       dev.braid.engine.tensor.nd4j..",
        "org.apache.spark..,   dev.braid.engine.sweep..",
        "org.jfree..,          dev.braid.visuals.chart..",
        "org.eclipse.elk..,    dev.braid.visuals.layout..",
        "ch.qos.logback..,     dev.braid.app..",
        "opennlp..,            dev.braid.engine.paraphrase.language..",
        "simplenlg..,          dev.braid.engine.paraphrase.language..",
    })
    void a_large_library_is_known_to_one_package(String library, String home) {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("a library that is known to one package can be replaced there"));
    }

    @Test
    void only_the_feed_posts_to_the_user_interface() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.braid.visuals.feed..")
                .should()
                .callMethod("javafx.application.Platform", "runLater", Runnable.class.getName())
                .because("one pulse at 10 Hz asks what is new; a task posted for every step would drown the window"));
    }

    @Test
    void threads_are_born_in_two_places() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.braid.engine.train.WorkerPool")
                .and()
                .doNotHaveFullyQualifiedName("dev.braid.engine.sweep.Lanes")
                .should()
                .callCodeUnitWhere(makesAThread())
                .because("a run is the same bits on any number of threads only if all threads are the engine's own"));
    }

    @Test
    void only_the_command_line_prints() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.braid.engine.cli..", "dev.braid.app..")
                .should(ACCESS_STANDARD_STREAMS)
                .because("what is printed is part of the command line; the engine reports by events and the log"));
    }

    @Test
    void packages_form_no_cycle() {
        check(slices().matching("dev.braid.(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that can be read by itself can be changed by itself"));
    }

    @Test
    void every_package_says_what_lives_there() {
        check(
                classes()
                        .should(liveInAPackageThatIsDescribed())
                        .because(
                                "package-info.java is the first thing a newcomer reads, and its @NullMarked switches NullAway on"));
    }

    private static DescribedPredicate<JavaCall<?>> makesAThread() {
        return describe("makes a thread", call -> {
            JavaClass owner = call.getTargetOwner();
            String name = call.getName();
            return owner.isEquivalentTo(Executors.class)
                    || owner.isAssignableTo(ForkJoinPool.class)
                    || owner.isEquivalentTo(Timer.class)
                    || owner.isAssignableTo(Thread.class)
                            && Set.of("<init>", "ofPlatform", "ofVirtual", "startVirtualThread")
                                    .contains(name);
        });
    }

    private static ArchCondition<JavaClass> liveInAPackageThatIsDescribed() {
        return new ArchCondition<>("live in a package whose package-info.java is @NullMarked") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                if (!javaClass.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            javaClass, javaClass.getPackageName() + " has no @NullMarked package-info.java"));
                }
            }
        };
    }

    /** Some packages of the plan are still empty: a rule about them holds. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(BRAID);
    }
}
