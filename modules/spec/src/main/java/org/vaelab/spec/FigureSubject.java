package org.vaelab.spec;

import org.vaelab.data.source.Dataset;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.models.family.ModelSpec;

/**
 * What a figure is asked to be drawn of.
 *
 * @param model what is trained
 * @param loss what is minimised
 * @param dataset what it is trained on
 */
public record FigureSubject(ModelSpec model, LossSpec loss, Dataset dataset) {}
