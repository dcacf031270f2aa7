package org.vaelab.experiments.reproduction;

/** How the page for browsers looks. */
final class PageStyle {
  static final String CSS =
      """
      body { font: 16px/1.5 system-ui, sans-serif; color: #222; margin: 0 auto; max-width: 1140px;
             padding: 0 16px 48px; }
      h1 { margin: 20px 0 8px; } h2 { overflow-wrap: anywhere; margin-top: 56px; border-bottom: 2px solid #ddd; }
      h3 { margin: 40px 0 4px; } h3 span { font-size: 14px; margin-left: 8px; }
      .pictures { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
      figure { margin: 8px 0; flex: 1 1 300px; max-width: 362px; min-width: 0; }
      figure.wide { flex-basis: 100%; max-width: 100%; }
      figure img { max-width: 100%; max-height: 560px; border: 1px solid #e4e4e4; }
      figure.original { background: #f3f3ec; padding: 6px; } p.original { background: #f3f3ec; padding: 6px 10px; }
      figcaption, .source, .small { color: #555; font-size: 14px; overflow-wrap: anywhere; }
      .why { border-left: 4px solid #8aa; padding-left: 12px; }
      .box { overflow-x: auto; }
      table { border-collapse: collapse; font-size: 14px; margin: 8px 0; }
      th, td { text-align: left; padding: 3px 10px 3px 0; border-bottom: 1px solid #e4e4e4; vertical-align: top; }
      .board td, .board th { padding: 1px 8px 1px 0; vertical-align: middle; line-height: 1.2; }
      .board { font-size: 13px; } .thumb { height: 22px; max-width: 70px; object-fit: cover; display: block; }
      .board td:nth-child(2) { min-width: 130px; } .board td:last-child { min-width: 260px; }
      .fields { background: #f7f7f7; }
      .within, .yes { color: #17692f; font-weight: 600; } .outside, .no { color: #a12020; font-weight: 600; }
      .partly { color: #8a5a00; font-weight: 600; } .not { color: #666; }
      .missing { color: #a12020; } .cut { color: #8a5a00; }
      .kind { border-radius: 3px; padding: 0 5px; font-size: 12px; white-space: nowrap; }
      .kind.published { background: #234; color: #fff; } .kind.rerun { border: 1px solid #234; }
      .kind.threshold { border: 1px dashed #999; color: #666; font-style: italic; }
      """;

  private PageStyle() {}
}
