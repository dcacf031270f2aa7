package org.vaelab.data.file;

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
import java.util.stream.Stream;
import org.vaelab.data.file.DataFile.Content;

/**
 * DJL's repository of data sets: its cache on this machine, and the download that fills it.
 *
 * @param artifact DJL's name of the data set
 */
record DjlCache(String artifact) {
  private static final String OFFLINE = "ai.djl.offline";

  private MRL resource() {
    return BasicDatasets.REPOSITORY.dataset(CV.ANY, BasicDatasets.GROUP_ID, artifact, "1.0");
  }

  /** The folder that holds the downloaded files, or will. */
  Path folder() throws IOException {
    return BasicDatasets.REPOSITORY.getCacheDirectory().resolve(resource().toURI().getPath());
  }

  /** Whether the files were downloaded; the index alone is kept after a failed try as well. */
  boolean isFilled() throws IOException {
    if (!Files.isRegularFile(folder().resolve("metadata.json"))) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder())) {
      return entries.anyMatch(Files::isDirectory);
    }
  }

  /** The files, downloaded first where the cache does not have them. */
  List<Content> read(List<DataFile> files) throws IOException {
    if (!isFilled()) {
      return open(files);
    }
    // DJL asks for a newer index once a day, and fails where there is no network.
    String before = System.getProperty(OFFLINE);
    System.setProperty(OFFLINE, "true");
    try {
      return open(files);
    } finally {
      if (before == null) {
        System.clearProperty(OFFLINE);
      } else {
        System.setProperty(OFFLINE, before);
      }
    }
  }

  private List<Content> open(List<DataFile> files) throws IOException {
    MRL resource = resource();
    Artifact found = resource.getDefaultArtifact();
    resource.prepare(found);
    List<Content> contents = new ArrayList<>();
    for (DataFile file : files) {
      Artifact.Item item = found.getFiles().get(file.item());
      try (InputStream bytes = resource.getRepository().openStream(item, null)) {
        String name = folder().resolve(file.name()).toString();
        contents.add(new Content(name, file.format().read(name, bytes)));
      }
    }
    return contents;
  }
}
