package org.resourceprotector.load.soak;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The graphs of a report, as SVG. Immutable, thread-safe. */
final class Charts {

    private static final double MINUTE = 60;
    private static final double MILLIS = 1000;
    private static final int WIDTH = 900;
    private static final int HEIGHT = 340;
    private static final int MOST_POINTS = 120;
    private static final Color FAULT = new Color(245, 215, 215);

    private final Path folder;

    Charts(Path folder) {
        this.folder = folder;
    }

    private static double minutes(long millis) {
        return millis / MILLIS / MINUTE;
    }

    private static XYSeries series(XYSeriesCollection lines, String name) {
        XYSeries series = new XYSeries(name);
        lines.addSeries(series);
        return series;
    }

    private static JFreeChart chart(String title, String unit, XYSeriesCollection lines) {
        JFreeChart chart = ChartFactory.createXYLineChart(title, "minutes", unit, lines);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < lines.getSeriesCount(); i++) {
            renderer.setSeriesStroke(i, new BasicStroke(1.2f));
        }
        chart.getXYPlot().setRenderer(renderer);
        chart.getXYPlot().setBackgroundPaint(Color.WHITE);
        chart.getXYPlot().setRangeGridlinePaint(Color.LIGHT_GRAY);
        chart.getXYPlot().setDomainGridlinesVisible(false);
        return chart;
    }

    private void save(JFreeChart chart, String name) throws IOException {
        VectorGraphics2D graphics = new VectorGraphics2D();
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        try (OutputStream file = Files.newOutputStream(folder.resolve(name))) {
            new SVGProcessor()
                    .getDocument(graphics.getCommands(), new PageSize(0, 0, WIDTH, HEIGHT))
                    .writeTo(file);
        }
    }

    /** How many good visitors got in and how many did not, before the spells in which something was wrong with the server. */
    void visits(Ledger ledger, History history, long end) throws IOException {
        XYSeriesCollection lines = new XYSeriesCollection();
        XYSeries in = series(lines, "good, let in");
        XYSeries out = series(lines, "good, 503 or 401");
        XYSeries hostile = series(lines, "hostile");
        for (Map.Entry<Long, Ledger.Bucket> entry : ledger.timeline().entrySet()) {
            if (entry.getKey() < end) {
                double minute = minutes(entry.getKey());
                in.add(minute, entry.getValue().goodIn().sum() / ledger.bucketSeconds());
                out.add(minute, entry.getValue().goodOut().sum() / ledger.bucketSeconds());
                hostile.add(minute, entry.getValue().hostileOut().sum() / ledger.bucketSeconds());
            }
        }
        JFreeChart chart =
                chart("Visits, and in red when the authorization server had a fault", "visits a second", lines);
        for (History.Spell spell : history.spells()) {
            IntervalMarker marker = new IntervalMarker(minutes(spell.from()), minutes(Math.min(end, spell.to())));
            marker.setPaint(FAULT);
            marker.setAlpha(1);
            chart.getXYPlot().addDomainMarker(marker, Layer.BACKGROUND);
        }
        save(chart, "visits.svg");
    }

    /** What each node held. */
    void held(List<Node> nodes, String title, String unit, String name, ToDoubleFunction<Node.Sample> what)
            throws IOException {
        XYSeriesCollection lines = new XYSeriesCollection();
        for (Node node : nodes) {
            XYSeries series = series(lines, node.name());
            List<Node.Sample> samples = node.samples();
            int step = 1 + samples.size() / MOST_POINTS;
            for (int i = 0; i < samples.size(); i += step) {
                series.add(minutes(samples.get(i).moment()), what.applyAsDouble(samples.get(i)));
            }
        }
        save(chart(title, unit, lines), name);
    }
}
