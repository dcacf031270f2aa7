package org.vaelab.data.own;

/** By the folders {@code train} and {@code test}, or the files of these names. */
public record FolderSplit() implements SplitRule {}
