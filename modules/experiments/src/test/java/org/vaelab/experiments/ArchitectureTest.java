package org.vaelab.experiments;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.internal.NDArrayEx;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.vaelab.experiments.run.Terminal;

/** The structure in modules/README.md, held. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.vaelab");

  /**
   * DJL makes a tensor over a Java buffer of a Number operand and releases it at once. On the CPU
   * autograd may keep the tensor, and the backward pass reads freed memory; on CUDA it is copied,
   * and the copy waits for all that was asked of the device. See {@code Scalars}.
   */
  private static final ArchRule NO_NUMBER_OPERAND =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.vaelab.engine.Scalars")
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "an NDArray is combined with a Number", ArchitectureTest::hasNumberOperand))
          .because(
              "it corrupts gradients or stalls the device: use org.vaelab.engine.Scalars.like");

  /** What implements an interface of {@code models.family}. */
  private static final DescribedPredicate<JavaClass> OF_A_FAMILY =
      DescribedPredicate.describe(
          "belong to a model family",
          each ->
              !each.isInterface()
                  && each.getAllRawInterfaces().stream()
                      .anyMatch(type -> type.getPackageName().equals("org.vaelab.models.family")));

  private static final ArchRule ONLY_ITS_OWN_FILES_KNOW_A_FAMILY =
      noClasses()
          .that(DescribedPredicate.not(OF_A_FAMILY))
          .and()
          .doNotHaveFullyQualifiedName("org.vaelab.inference.ModelWords")
          .should()
          .dependOnClassesThat(OF_A_FAMILY)
          .because("all else asks a model by the methods of org.vaelab.models.family");

  private static boolean hasNumberOperand(JavaMethodCall call) {
    JavaClass owner = call.getTargetOwner();
    boolean onArrays =
        owner.isAssignableTo(NDArray.class)
            || owner.isEquivalentTo(NDArrays.class)
            || owner.isAssignableTo(NDArrayEx.class);
    return onArrays
        && call.getTarget().getRawParameterTypes().stream()
            .anyMatch(type -> type.isEquivalentTo(Number.class));
  }

  @Test
  void allModulesAreSeen() {
    assertThat(CLASSES)
        .extracting(JavaClass::getPackageName)
        .map(name -> name.replaceFirst("org\\.vaelab\\.(\\w+).*", "$1"))
        .contains(
            "input",
            "files",
            "engine",
            "losses",
            "models",
            "data",
            "training",
            "json",
            "inference",
            "spec",
            "experiments");
    assertThat(CLASSES).hasSizeGreaterThan(80);
  }

  @Test
  void theArrow() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("input")
        .definedBy("org.vaelab.input..")
        .layer("files")
        .definedBy("org.vaelab.files..")
        .layer("json")
        .definedBy("org.vaelab.json..")
        .layer("engine")
        .definedBy("org.vaelab.engine..")
        .layer("losses")
        .definedBy("org.vaelab.losses..")
        .layer("models")
        .definedBy("org.vaelab.models..")
        .layer("data")
        .definedBy("org.vaelab.data..")
        .layer("training")
        .definedBy("org.vaelab.training..")
        .layer("inference")
        .definedBy("org.vaelab.inference..")
        .layer("spec")
        .definedBy("org.vaelab.spec..")
        .layer("experiments")
        .definedBy("org.vaelab.experiments..")
        .whereLayer("input")
        .mayNotAccessAnyLayer()
        .whereLayer("files")
        .mayOnlyAccessLayers("input")
        .whereLayer("json")
        .mayOnlyAccessLayers("input")
        .whereLayer("engine")
        .mayOnlyAccessLayers("input", "files")
        .whereLayer("losses")
        .mayOnlyAccessLayers("input", "engine")
        .whereLayer("models")
        .mayOnlyAccessLayers("input", "engine", "losses")
        .whereLayer("data")
        .mayOnlyAccessLayers("input", "files", "engine")
        .whereLayer("training")
        .mayOnlyAccessLayers("input", "files", "engine", "losses", "models", "data")
        .whereLayer("inference")
        .mayOnlyBeAccessedByLayers("spec", "experiments")
        .whereLayer("spec")
        .mayOnlyBeAccessedByLayers("experiments")
        .whereLayer("experiments")
        .mayNotBeAccessedByAnyLayer()
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.vaelab.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noNumberOperandIsRecorded() {
    NO_NUMBER_OPERAND.check(CLASSES);
  }

  @Test
  void theRuleAgainstNumberOperandsFindsThem() {
    JavaClasses bad = new ClassFileImporter().importClasses(NumberOperandExample.class);

    assertThatThrownBy(() -> NO_NUMBER_OPERAND.check(bad))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("multiplied(")
        .hasMessageContaining("divided(")
        .hasMessageContaining("raised(")
        .hasMessageContaining("clippedBelow(");
  }

  @Test
  void theLibrariesAreFreeOfJsonAndCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.vaelab.json..",
            "org.vaelab.inference..",
            "org.vaelab.spec..",
            "org.vaelab.experiments..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("org.vaelab.experiments..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "org.knowm..", "me.tongfei..", "org.jline..", "org.ejml..")
        .check(CLASSES);
  }

  @Test
  void onlyTheEngineModuleKnowsThePyTorchEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.vaelab.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl.pytorch..")
        .check(CLASSES);
  }

  @Test
  void aModelFamilyIsKnownToItsOwnFilesAlone() {
    assertThat(CLASSES.that(OF_A_FAMILY))
        .extracting(JavaClass::getSimpleName)
        .contains("VaeSpec", "VaeLearner", "Vae", "ClassifierSpec", "ClassifierLearner");
    ONLY_ITS_OWN_FILES_KNOW_A_FAMILY.check(CLASSES);
  }

  @Test
  void theRuleAgainstKnowingAFamilyFindsThem() {
    JavaClasses bad = new ClassFileImporter().importClasses(FamilyExample.class);

    assertThatThrownBy(() -> ONLY_ITS_OWN_FILES_KNOW_A_FAMILY.check(bad))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("asks(");
  }

  @Test
  void onlyTheTerminalWritesToStandardOutput() {
    noClasses()
        .that()
        .areNotAssignableTo(Terminal.class)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<JavaPackage> packages = CLASSES.getDefaultPackage().getSubpackagesInTree();
    assertThat(packages)
        .filteredOn(each -> each.getName().startsWith("org.vaelab") && !each.getClasses().isEmpty())
        .isNotEmpty()
        .allSatisfy(
            each -> assertThat(each.isAnnotatedWith(NullMarked.class)).as(each.getName()).isTrue());
  }

  @Test
  void classesAreFinal() {
    assertThat(CLASSES)
        .filteredOn(
            each ->
                !each.isInterface()
                    && !each.isEnum()
                    && !each.isRecord()
                    && !each.isAnonymousClass())
        .allSatisfy(
            each ->
                assertThat(each.getModifiers()).as(each.getName()).contains(JavaModifier.FINAL));
  }
}
