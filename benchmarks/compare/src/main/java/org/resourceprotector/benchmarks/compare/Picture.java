package org.resourceprotector.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Bars: for each load the ratio of each contender to its runtime without protection. Immutable. */
final class Picture {

    private static final int LEFT = 190;
    private static final int UNIT = 300;
    private static final int BAR = 15;
    private static final int GAP = 4;
    private static final int HEAD = 30;
    private static final int PANEL_GAP = 18;
    private static final int WIDTH = LEFT + UNIT + 90;

    private final SpeedTable table;

    Picture(SpeedTable table) {
        this.table = table;
    }

    String svg() {
        List<Contender> contenders = table.contenders();
        List<Scenario> scenarios = SpeedTable.compared();
        int panel = HEAD + contenders.size() * (BAR + GAP) + PANEL_GAP;
        int rows = (scenarios.size() + 1) / 2;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n"
                        + "<text x=\"14\" y=\"22\" font-size=\"14\" font-weight=\"bold\">Throughput by that of the same"
                        + " runtime without protection (1 = protection for nothing)</text>%n",
                2 * WIDTH,
                40 + rows * panel));
        for (int i = 0; i < scenarios.size(); i++) {
            int x = (i % 2) * WIDTH;
            int y = 40 + (i / 2) * panel;
            panel(svg, scenarios.get(i), contenders, x, y);
        }
        return svg.append("</svg>\n").toString();
    }

    private void panel(StringBuilder svg, Scenario scenario, List<Contender> contenders, int x, int y) {
        int bottom = y + HEAD + contenders.size() * (BAR + GAP);
        svg.append(String.format(
                "<text x=\"%d\" y=\"%d\" font-size=\"12\" font-weight=\"bold\">%s</text>%n",
                x + LEFT, y + 18, scenario.title()));
        for (double mark = 0; mark <= 1; mark += 0.25) {
            double at = x + LEFT + mark * UNIT;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>%n",
                    at,
                    y + HEAD - 4,
                    at,
                    bottom,
                    mark == 1 ? "#888888" : "#dddddd"));
        }
        for (int i = 0; i < contenders.size(); i++) {
            bar(svg, contenders.get(i), scenario, x, y + HEAD + i * (BAR + GAP));
        }
    }

    private void bar(StringBuilder svg, Contender contender, Scenario scenario, int x, int y) {
        OptionalDouble ratio = table.ratio(contender, scenario);
        double value = ratio.orElse(0);
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                        + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n"
                        + "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
                x + LEFT - 6,
                y + BAR - 3,
                contender.name().replace("'", "&#39;"),
                x + LEFT,
                y,
                Math.min(value, 1.15) * UNIT,
                BAR,
                contender.isOurs() ? "#1f6fb2" : "#c28a3a",
                x + LEFT + Math.min(value, 1.15) * UNIT + 5,
                y + BAR - 3,
                ratio.isPresent() ? String.format(Locale.ROOT, value < 0.1 ? "%.3f" : "%.2f", value) : "not measured"));
    }
}
