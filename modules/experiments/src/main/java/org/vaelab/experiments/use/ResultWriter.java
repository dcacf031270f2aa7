package org.vaelab.experiments.use;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.vaelab.experiments.drawing.AnimatedGif;
import org.vaelab.experiments.drawing.ImageGrid;
import org.vaelab.experiments.drawing.Png;

/**
 * Writes images or codes in a format.
 *
 * @param manager owns the arrays of an NPZ file while they are written
 * @param columns how many images stand beside each other in a sheet
 * @param shown how long an animation shows each image
 */
public record ResultWriter(NDManager manager, int columns, Duration shown) {
  /**
   * Writes.
   *
   * @param rows images or codes
   * @param format of the file
   * @param stream written to, not closed
   * @throws IOException when the stream does not take it
   */
  public void write(NumberRows rows, ResultFormat format, OutputStream stream) throws IOException {
    switch (format) {
      case PNG -> writePng(rows, stream);
      case GIF -> AnimatedGif.writePictures(pictures(rows), shown, stream);
      case NPZ -> writeNpz(rows, stream);
      case CSV -> writeCsv(rows, stream);
    }
  }

  private void writePng(NumberRows rows, OutputStream stream) throws IOException {
    BufferedImage sheet =
        ImageGrid.draw(
            ImageGrid.rows(rows.values(), columns),
            List.of(),
            Objects.requireNonNull(rows.image()));
    Png.write(sheet, stream);
  }

  private static List<BufferedImage> pictures(NumberRows rows) {
    List<BufferedImage> pictures = new ArrayList<>();
    for (float[] image : rows.values()) {
      pictures.add(
          ImageGrid.draw(
              List.<float[][]>of(new float[][] {image}),
              List.of(),
              Objects.requireNonNull(rows.image())));
    }
    return pictures;
  }

  private void writeNpz(NumberRows rows, OutputStream stream) throws IOException {
    try (NDManager scratch = manager.newSubManager()) {
      NDList arrays = new NDList(array(scratch, rows.name(), rows.values(), rows.shape()));
      if (rows.deviations().length > 0) {
        arrays.add(array(scratch, "deviations", rows.deviations(), rows.shape()));
      }
      if (rows.classes().length > 0) {
        NDArray labels = scratch.create(rows.classes());
        labels.setName("labels");
        arrays.add(labels);
      }
      arrays.encode(stream, NDList.Encoding.NPZ);
    }
  }

  private static NDArray array(NDManager owner, String name, float[][] rows, long[] shape) {
    float[] flat = new float[Arrays.stream(rows).mapToInt(row -> row.length).sum()];
    int place = 0;
    for (float[] row : rows) {
      System.arraycopy(row, 0, flat, place, row.length);
      place += row.length;
    }
    NDArray array = owner.create(flat, new Shape(shape));
    array.setName(name);
    return array;
  }

  private static void writeCsv(NumberRows rows, OutputStream stream) throws IOException {
    boolean labelled = rows.classes().length > 0;
    Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();
    CSVPrinter table = new CSVPrinter(writer, format);
    List<Object> header = new ArrayList<>(rows.columns());
    if (labelled) {
      header.add(0, "label");
    }
    table.printRecord(header);
    for (int i = 0; i < rows.values().length; i++) {
      if (labelled) {
        table.print(rows.classes()[i]);
      }
      for (float value : rows.values()[i]) {
        table.print(value);
      }
      table.println();
    }
    writer.flush();
  }
}
