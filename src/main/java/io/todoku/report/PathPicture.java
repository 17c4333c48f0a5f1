package io.todoku.report;

import io.todoku.checklist.Wording;
import io.todoku.mailpath.MailPath;
import io.todoku.mailpath.MailPathSvg;
import io.todoku.mailpath.PathColours;
import io.todoku.rule.Text;
import java.util.function.Function;

/** The picture of the path of mail at a finding. */
record PathPicture(MailPath path, Wording wording) {

  /** The width of a page in a PDF, as a part of the width of a picture with four columns. */
  private static final double SCALE = 0.59;

  /** As SVG for wide screens and for phones, one of which the style sheet shows. */
  public String onScreen() {
    MailPathSvg svg = new MailPathSvg(texts());
    return svg.wide(path) + svg.narrow(path);
  }

  /** As SVG for a PDF. */
  public String onPaper() {
    return new MailPathSvg(texts(), PathColours.LIGHT.withFont("Noto Sans JP"))
        .wideWithAlternativeText(path, SCALE);
  }

  private Function<Text, String> texts() {
    return wording::of;
  }
}
