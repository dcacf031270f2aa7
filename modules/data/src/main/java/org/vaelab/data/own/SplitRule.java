package org.vaelab.data.own;

/** How images of one's own are divided into those of training and those of the test. */
public sealed interface SplitRule permits FolderSplit, ShareSplit {}
