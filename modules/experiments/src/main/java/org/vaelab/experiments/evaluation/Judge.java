package org.vaelab.experiments.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vaelab.data.ImageData;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.files.FileFaults;
import org.vaelab.files.Sha256;
import org.vaelab.inference.ModelDescription;
import org.vaelab.inference.ModelFile;
import org.vaelab.inference.ModelWords;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
import org.vaelab.json.Vocabulary;
import org.vaelab.json.Words;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.models.family.Ability;
import org.vaelab.models.family.Learner;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.training.Session;
import org.vaelab.training.Training;
import org.vaelab.training.TrainingObserver;
import org.vaelab.training.TrainingSpec;

/**
 * A frozen classifier that says what images show.
 *
 * @param model the classifier; takes pixels in [0, 1]
 * @param words which one it is, for the names of numbers
 */
public record Judge(TrainedModel model, String words) implements AutoCloseable {
  private static final int EPOCHS = 2;

  /** As many letters of a SHA-256 as tell models apart. */
  private static final int SHORT = 8;

  /**
   * The classifier of a run.
   *
   * @param run its folder, or a model.safetensors
   * @param device where it will be
   * @param vocabulary the words that it may use
   * @param data what it will be shown
   * @return to be closed
   * @throws InputException where that is no classifier of such images
   */
  public static Judge open(Path run, DeviceChoice device, Vocabulary vocabulary, ImageData data) {
    TrainedModel model = TrainedModel.open(run, device, vocabulary);
    ModelDescription description = model.description();
    String refused = "";
    if (!description.model().abilities().contains(Ability.CLASSIFY)) {
      refused = "is " + Words.a(description.model().kind());
    } else if (!description.image().equals(data.shape())) {
      refused = "is for images of " + description.image() + ", not " + data.shape();
    } else if (!description.classNames().equals(data.classNames())) {
      refused = "has the classes " + description.classNames() + ", not " + data.classNames();
    }
    if (!refused.isEmpty()) {
      model.close();
      throw new InputException(
          "evaluation.classifier must be the run of a classifier of these images; "
              + run
              + " "
              + refused);
    }
    return new Judge(model, "classifier " + sha256(run).substring(0, SHORT));
  }

  private static String sha256(Path run) {
    Path file = Files.isDirectory(run) ? run.resolve(ModelFile.NAME) : run;
    try {
      return Sha256.of(file);
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  /**
   * A convolutional classifier that is trained now, for two epochs.
   *
   * @param session with the images to learn from
   * @param stream name of the random stream of its first weights
   * @return its weights belong to the session
   */
  public static Judge train(Session session, String stream) {
    ModelSpec spec = ModelWords.ALL.standard(ModelSpec.class).get("classifier");
    if (spec == null) {
      throw new InputException("there is no classifier to judge images by");
    }
    ImageData data = session.data();
    session.seed(stream);
    Learner learner = spec.create(data.shape(), data.classNames().size(), new LossSpec());
    learner.initialize(session.manager());
    TrainingSpec standard = new TrainingSpec();
    TrainingSpec training =
        new TrainingSpec(
            EPOCHS,
            standard.batchSize(),
            standard.optimizer(),
            standard.schedule(),
            standard.checkpoint(),
            null);
    new Training(session, learner, training).run(new TrainingObserver() {}, null);
    ModelDescription description =
        new ModelDescription(
            "",
            session.engine().version(),
            spec,
            new LossSpec().likelihood(),
            data.shape(),
            data.classNames(),
            session.transform(),
            data.scale());
    TrainedModel model =
        TrainedModel.of(session.engine(), session.manager(), description, learner.block());
    return new Judge(model, "classifier of " + EPOCHS + " epochs");
  }

  /** The likeliest class of each image of pixels in [0, 1]. */
  int[] classes(float[][] images) {
    float[][] all = model.classify(images);
    int[] classes = new int[all.length];
    for (int i = 0; i < all.length; i++) {
      for (int k = 1; k < all[i].length; k++) {
        classes[i] = all[i][k] > all[i][classes[i]] ? k : classes[i];
      }
    }
    return classes;
  }

  /** How many images show what they should. */
  int right(float[][] images, int[] wanted) {
    int[] found = classes(images);
    int right = 0;
    for (int i = 0; i < found.length; i++) {
      right += found[i] == wanted[i] ? 1 : 0;
    }
    return right;
  }

  @Override
  public void close() {
    model.close();
  }
}
