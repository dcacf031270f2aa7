package org.vaelab.data;

import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Metadata;
import ai.djl.repository.Repository;
import ai.djl.util.Progress;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A DJL repository over files that were read and checked, so that DJL's own data set classes serve
 * a user's folder.
 */
final class FolderRepository implements Repository {
  private final String origin;
  private final Map<String, byte[]> contents;

  FolderRepository(String origin, Map<String, byte[]> contents) {
    this.origin = origin;
    this.contents = Map.copyOf(contents);
  }

  @Override
  public boolean isRemote() {
    return false;
  }

  @Override
  public String getName() {
    return origin;
  }

  @Override
  public URI getBaseUri() {
    throw new UnsupportedOperationException("the files were read already");
  }

  @Override
  public Metadata locate(MRL mrl) {
    throw new UnsupportedOperationException("the files were read already");
  }

  @Override
  public Artifact resolve(MRL mrl, Map<String, String> filter) {
    Map<String, Artifact.Item> items = new LinkedHashMap<>();
    for (String name : contents.keySet()) {
      Artifact.Item item = new Artifact.Item();
      item.setName(name);
      items.put(name, item);
    }
    Artifact artifact = new Artifact();
    artifact.setFiles(items);
    return artifact;
  }

  @Override
  public InputStream openStream(Artifact.Item item, String path) {
    byte[] bytes = contents.get(item.getName());
    if (bytes == null) {
      throw new IllegalArgumentException("no file for " + item.getName() + " in " + origin);
    }
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public Path getFile(Artifact.Item item, String path) {
    throw new UnsupportedOperationException("the files were read already");
  }

  @Override
  public String[] listDirectory(Artifact.Item item, String path) {
    return contents.keySet().toArray(String[]::new);
  }

  @Override
  public void prepare(Artifact artifact, Progress progress) {
    // Nothing to fetch: the files were read from the folder.
  }

  @Override
  public Path getCacheDirectory() {
    throw new UnsupportedOperationException("the files were read already");
  }

  @Override
  public List<MRL> getResources() {
    return List.of();
  }

  @Override
  public void addResource(MRL mrl) {
    throw new UnsupportedOperationException("a folder of data takes no further resource");
  }
}
