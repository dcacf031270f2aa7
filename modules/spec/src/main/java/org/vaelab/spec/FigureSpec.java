package org.vaelab.spec;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.models.family.Ability;

/**
 * The choice of a picture: what it needs of a model, and how it is drawn.
 *
 * <p>A figure that needs nothing can be drawn of any model: there are always data and history.
 */
public interface FigureSpec {
  /**
   * The name of its file, without the ending.
   *
   * @return small letters, digits and hyphens, for example reconstructions
   */
  String fileName();

  /**
   * What a model must be able to do for it.
   *
   * @return empty for any model
   */
  Set<Ability> needs();

  /**
   * Refuses what is right alone, but not together with the rest of the spec; called where the model
   * can do what the figure needs.
   *
   * @param subject what it is to be drawn of
   * @param conflicts takes a field of this figure, or "type", and what is wrong with it
   */
  default void check(FigureSubject subject, Settings conflicts) {}

  /**
   * At which epochs it is drawn, when they end; 0 is before the training. Drawing it changes no
   * number of the training.
   *
   * @return empty for once after the training
   */
  default List<Integer> epochs() {
    return List.of();
  }

  /**
   * How long each picture is shown where there is, besides, an animation of it over all epochs,
   * from before the training on.
   *
   * @return empty for no animation
   */
  default Optional<Duration> animation() {
    return Optional.empty();
  }

  /**
   * About how large a picture of tiles will be, known before anything is drawn.
   *
   * @param shape of the images
   * @param classes that a sheet is drawn of, or a row; 1 for a model that is given no labels
   * @return pixels, without margins and texts; 0 of a picture whose size depends on no option
   */
  default long tilePixels(ImageShape shape, int classes) {
    return 0;
  }

  /**
   * Draws the picture.
   *
   * @param source what was trained, and on what; as many epochs as its history has, so none before
   *     the training
   * @return pixels at twice the size they are meant to be shown
   */
  BufferedImage draw(FigureSource source);

  /**
   * Whether an experiment that asks for no figures has this one.
   *
   * @return false
   */
  default boolean isStandard() {
    return false;
  }
}
