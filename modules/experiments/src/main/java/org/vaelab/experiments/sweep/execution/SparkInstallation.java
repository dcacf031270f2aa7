package org.vaelab.experiments.sweep.execution;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * Where Spark and vaelab's part for it are.
 *
 * @param part vaelab-spark.jar
 * @param jars the folder of Spark's own jars
 */
public record SparkInstallation(Path part, Path jars) {
  private static final Pattern CORE = Pattern.compile("spark-core_2\\.13-(\\d+)\\.(.*)\\.jar");
  private static final String MAJOR = "4";

  /**
   * What Spark needs of Java 17, as its own launcher gives it (spark.launcher's JavaModuleOptions).
   */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  /**
   * Looks for them.
   *
   * @param environment of the process: VAELAB_SPARK names vaelab-spark.jar, SPARK_HOME the Spark of
   *     the cluster
   * @return both
   * @throws InputException when one is missing, or Spark is of another version than 4
   */
  public static SparkInstallation find(Map<String, String> environment) {
    String home = System.getProperty("vaelab.home", ".");
    String named = environment.get("VAELAB_SPARK");
    Path part =
        named == null
            ? Path.of(home, "modules", "spark", "target", "vaelab-spark.jar")
            : Path.of(named);
    if (!Files.isRegularFile(part)) {
      throw new InputException(
          "--spark needs vaelab's part for Spark, and "
              + part
              + " is not there; build it (mvn -Pspark -pl modules/spark -am package -DskipTests), or"
              + " name it with VAELAB_SPARK.");
    }
    String spark = environment.get("SPARK_HOME");
    Path jars =
        spark == null
            ? part.toAbsolutePath().resolveSibling("spark").resolve("jars")
            : Path.of(spark, "jars");
    requireVersion(jars);
    return new SparkInstallation(part.toAbsolutePath(), jars.toAbsolutePath());
  }

  private static void requireVersion(Path jars) {
    List<String> found = new ArrayList<>();
    if (Files.isDirectory(jars)) {
      try (DirectoryStream<Path> cores = Files.newDirectoryStream(jars, "spark-core_*.jar")) {
        cores.forEach(core -> found.add(core.getFileName().toString()));
      } catch (IOException failure) {
        throw FileFaults.cannotRead(jars, failure);
      }
    }
    if (found.isEmpty()) {
      throw new InputException(
          jars + " has no Spark (no spark-core_2.13-4.*.jar); SPARK_HOME names the cluster's.");
    }
    Matcher version = CORE.matcher(found.get(0));
    if (!version.matches() || !version.group(1).equals(MAJOR)) {
      throw new InputException(
          jars
              + " has "
              + found.get(0).replace(".jar", "")
              + ", and --spark needs Spark 4 with Scala 2.13, on this machine as on the cluster.");
    }
  }

  /** The words of the driver's process. */
  List<String> command(String master, Path folder, int cores, List<String> settings) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    OPENED.forEach(each -> words.add("--add-opens=java.base/" + each + "=ALL-UNNAMED"));
    words.add("-Djava.awt.headless=true");
    words.addAll(
        List.of(
            "-cp",
            part + File.pathSeparator + jars.resolve("*"),
            "org.vaelab.spark.SparkRuns",
            master,
            folder.toString(),
            Integer.toString(cores)));
    words.addAll(settings);
    return words;
  }
}
