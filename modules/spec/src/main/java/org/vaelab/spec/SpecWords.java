package org.vaelab.spec;

import org.vaelab.data.digits.DrawnDigits;
import org.vaelab.data.file.Cifar10;
import org.vaelab.data.file.FashionMnist;
import org.vaelab.data.file.Idx;
import org.vaelab.data.file.Mnist;
import org.vaelab.data.own.Csv;
import org.vaelab.data.own.FolderSplit;
import org.vaelab.data.own.ImageFolder;
import org.vaelab.data.own.Imported;
import org.vaelab.data.own.Npz;
import org.vaelab.data.own.ShareSplit;
import org.vaelab.data.own.SplitRule;
import org.vaelab.data.source.Dataset;
import org.vaelab.inference.ModelWords;
import org.vaelab.json.Vocabulary;
import org.vaelab.losses.objective.BetaTc;
import org.vaelab.losses.objective.Capacity;
import org.vaelab.losses.objective.Ciwae;
import org.vaelab.losses.objective.Dip;
import org.vaelab.losses.objective.Dreg;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.Info;
import org.vaelab.losses.objective.Iwae;
import org.vaelab.losses.objective.Miwae;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.objective.Piwae;
import org.vaelab.losses.objective.Wae;
import org.vaelab.losses.schedule.CyclicalWarmUp;
import org.vaelab.losses.schedule.LinearWarmUp;
import org.vaelab.losses.schedule.NoWarmUp;
import org.vaelab.losses.schedule.WarmUp;
import org.vaelab.training.optimizer.AdamSpec;
import org.vaelab.training.optimizer.AdamWSpec;
import org.vaelab.training.optimizer.OptimizerSpec;
import org.vaelab.training.optimizer.SgdSpec;
import org.vaelab.training.schedule.ConstantScheduleSpec;
import org.vaelab.training.schedule.CosineScheduleSpec;
import org.vaelab.training.schedule.ExponentialScheduleSpec;
import org.vaelab.training.schedule.PlateauScheduleSpec;
import org.vaelab.training.schedule.ScheduleSpec;
import org.vaelab.training.schedule.StagesScheduleSpec;
import org.vaelab.training.schedule.StepScheduleSpec;

/**
 * The built-in words of an experiment, besides those of models ({@link ModelWords}) and those that
 * parts of the program bring as {@link org.vaelab.json.Extension}s: figures.
 */
public final class SpecWords {
  private static final Vocabulary BUILT_IN =
      training(figures(data(ModelWords.ALL))).withExtensions(SpecWords.class.getClassLoader());

  private SpecWords() {}

  /**
   * The words of vaelab itself.
   *
   * @return always the same
   */
  public static Vocabulary builtIn() {
    return BUILT_IN;
  }

  private static Vocabulary data(Vocabulary words) {
    return words
        .withChoiceOfWords(Dataset.class)
        .with(Dataset.class, "digits", DrawnDigits.class)
        .with(Dataset.class, "mnist", Mnist.class)
        .with(Dataset.class, "fashion-mnist", FashionMnist.class)
        .with(Dataset.class, "cifar10", Cifar10.class)
        .with(Dataset.class, "idx", Idx.class)
        .with(Dataset.class, "images", ImageFolder.class)
        .with(Dataset.class, "npz", Npz.class)
        .with(Dataset.class, "csv", Csv.class)
        .with(Dataset.class, "imported", Imported.class)
        .withChoiceOfWords(SplitRule.class)
        .with(SplitRule.class, "folders", FolderSplit.class)
        .with(SplitRule.class, "share", ShareSplit.class);
  }

  private static Vocabulary figures(Vocabulary words) {
    return words.withChoice(FigureSpec.class);
  }

  private static Vocabulary training(Vocabulary words) {
    return words
        .withChoice(Objective.class)
        .with(Objective.class, "elbo", Elbo.class)
        .with(Objective.class, "iwae", Iwae.class)
        .with(Objective.class, "dreg", Dreg.class)
        .with(Objective.class, "miwae", Miwae.class)
        .with(Objective.class, "piwae", Piwae.class)
        .with(Objective.class, "ciwae", Ciwae.class)
        .with(Objective.class, "capacity", Capacity.class)
        .with(Objective.class, "dip", Dip.class)
        .with(Objective.class, "beta-tc", BetaTc.class)
        .with(Objective.class, "info", Info.class)
        .with(Objective.class, "wae", Wae.class)
        .withChoice(WarmUp.class)
        .with(WarmUp.class, "none", NoWarmUp.class)
        .with(WarmUp.class, "linear", LinearWarmUp.class)
        .with(WarmUp.class, "cyclical", CyclicalWarmUp.class)
        .withChoice(OptimizerSpec.class)
        .with(OptimizerSpec.class, "adam", AdamSpec.class)
        .with(OptimizerSpec.class, "adamw", AdamWSpec.class)
        .with(OptimizerSpec.class, "sgd", SgdSpec.class)
        .withChoice(ScheduleSpec.class)
        .with(ScheduleSpec.class, "constant", ConstantScheduleSpec.class)
        .with(ScheduleSpec.class, "step", StepScheduleSpec.class)
        .with(ScheduleSpec.class, "exponential", ExponentialScheduleSpec.class)
        .with(ScheduleSpec.class, "cosine", CosineScheduleSpec.class)
        .with(ScheduleSpec.class, "plateau", PlateauScheduleSpec.class)
        .with(ScheduleSpec.class, "stages", StagesScheduleSpec.class);
  }
}
