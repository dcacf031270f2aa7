package org.vaelab.data;

import ai.djl.Application.CV;
import ai.djl.basicdataset.BasicDatasets;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vaelab.data.DataFile.Content;

/**
 * DJL's repository of data sets: its cache on this machine, and the download that fills it.
 *
 * @param artifact DJL's name of the data set
 */
record DjlCache(String artifact) {
  private MRL resource() {
    return BasicDatasets.REPOSITORY.dataset(CV.ANY, BasicDatasets.GROUP_ID, artifact, "1.0");
  }

  /** The folder that holds the downloaded files, or will. */
  Path folder() throws IOException {
    return BasicDatasets.REPOSITORY.getCacheDirectory().resolve(resource().toURI().getPath());
  }

  boolean isFilled() throws IOException {
    return Files.isDirectory(folder());
  }

  /** The files, downloaded first where the cache does not have them. */
  List<Content> read(List<DataFile> files) throws IOException {
    MRL resource = resource();
    Artifact found = resource.getDefaultArtifact();
    resource.prepare(found);
    List<Content> contents = new ArrayList<>();
    for (DataFile file : files) {
      Artifact.Item item = found.getFiles().get(file.item());
      try (InputStream bytes = resource.getRepository().openStream(item, null)) {
        contents.add(new Content(folder().resolve(file.name()).toString(), bytes.readAllBytes()));
      }
    }
    return contents;
  }
}
