package org.vaelab.experiments.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Texts of the program that pages have in them: styles, scripts, and uPlot, the charts' library.
 */
public final class PageFiles {
  private static final String OWN = "org/vaelab/experiments/";
  private static final String UPLOT = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private PageFiles() {}

  /**
   * A text of the program's own.
   *
   * @param name below {@code org/vaelab/experiments}, such as {@code page/style.css}
   * @return the whole of it
   */
  public static String text(String name) {
    return read(OWN + name);
  }

  /**
   * uPlot (MIT), whose licence goes with it.
   *
   * @return a script that defines {@code uPlot}
   */
  public static String uPlotScript() {
    return "/*!\n" + uPlot("LICENSE").strip() + "\n*/\n" + uPlot("dist/uPlot.iife.min.js");
  }

  /**
   * How uPlot looks.
   *
   * @return a style sheet
   */
  public static String uPlotStyle() {
    return uPlot("dist/uPlot.min.css");
  }

  private static String uPlot(String file) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(read(UPLOT)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    String version = properties.getProperty("version");
    return read("META-INF/resources/webjars/uplot/" + version + "/" + file);
  }

  private static String read(String resource) {
    try (InputStream stream = PageFiles.class.getClassLoader().getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is missing in the program");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
