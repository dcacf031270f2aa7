package org.vaelab.experiments.page;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A page's text with places for values, in Pebble's language. Values are escaped for HTML unless
 * the template says {@code raw}; a name that there is no value for is a fault.
 *
 * @param name of a file below {@code org/vaelab/experiments}, such as {@code report/report.html}
 */
public record Template(String name) {
  private static final PebbleEngine ENGINE = engine();

  private static PebbleEngine engine() {
    ClasspathLoader loader = new ClasspathLoader(Template.class.getClassLoader());
    loader.setPrefix("org/vaelab/experiments");
    return new PebbleEngine.Builder()
        .loader(loader)
        .strictVariables(true)
        .newLineTrimming(false)
        .build();
  }

  /**
   * Puts the values in. Every page also has the {@code style} that all have in common.
   *
   * @param values by their names in the template; of records, the components by theirs
   * @return the page
   */
  public String with(Map<String, ?> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("style", PageFiles.text("page/style.css"));
    try (StringWriter page = new StringWriter()) {
      ENGINE.getTemplate(name).evaluate(page, all);
      return page.toString();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
