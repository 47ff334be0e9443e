#!/usr/bin/env bash
# Packages:  org.apache.poi:poi 5.5.1, npm hyperformula 3.5.0
# Behaviour: plain formulas of a workbook, evaluated on a server and in a browser. POI counts and sums no number by a
#            condition of "<>": COUNTIF of 1, 2, 3 and "x" that are not "x" is 0; 1 January 2027 is in its week 0 of
#            ISO 8601; -2^2 is -4, where Excel has 4. In HyperFormula INT(-1.5) is -1, ROUND(1.005,2) is 1, and a half
#            as "0%" is 1%.
# Guess:     "Both were made to give what Excel gives; rare functions may be missing, INT and COUNTIF are right."
# Seen:      of eight formulas POI differs from Excel in the first five and HyperFormula in the other three.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.apache.poi poi 5.5.1
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
npm init -y >npm.log
npm install --silent --no-audit --no-fund hyperformula@3.5.0
cat >formulas <<'F'
COUNTIF(A1:A4,"<>x")
COUNTIF(A1:A4,"<>")
SUMIF(A1:A4,"<>")
WEEKNUM(DATE(2027,1,1),21)
-2^2
INT(-1.5)
ROUND(1.005,2)
TEXT(0.5,"0%")
F

cat >Probe.java <<'J'
import java.nio.file.*;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;

public class Probe {
    public static void main(String[] args) throws Exception {
        var book = new HSSFWorkbook();
        var sheet = book.createSheet();
        for (int i = 0; i < 3; i++) sheet.createRow(i).createCell(0).setCellValue(i + 1);
        sheet.createRow(3).createCell(0).setCellValue("x");
        var cell = sheet.createRow(4).createCell(0);
        var evaluator = book.getCreationHelper().createFormulaEvaluator();
        for (String formula : Files.readAllLines(Path.of("formulas"))) {
            cell.setCellFormula(formula);
            evaluator.clearAllCachedResultValues();
            System.out.println(evaluator.evaluate(cell).formatAsString());
        }
    }
}
J
cat >probe.mjs <<'J'
import { readFileSync } from 'node:fs';
import { HyperFormula } from 'hyperformula';
const lines = name => readFileSync(name, 'utf8').trim().split('\n').map(line => line.trim());
const java = lines('java');
lines('formulas').forEach((formula, i) => {
  const sheet = HyperFormula.buildFromArray([[1], [2], [3], ['x'], [`=${formula}`]], { licenseKey: 'gpl-v3' });
  console.log(`${formula}: POI ${java[i]}, HyperFormula ${JSON.stringify(sheet.getCellValue({ sheet: 0, row: 4, col: 0 }))}`);
});
J
timeout 60 java -Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory \
  -cp 'lib/*' Probe.java >java 2>err || { cat err; exit 1; }
node probe.mjs | tee seen
diff seen - <<'E'
COUNTIF(A1:A4,"<>x"): POI 0.0, HyperFormula 3
COUNTIF(A1:A4,"<>"): POI 1.0, HyperFormula 4
SUMIF(A1:A4,"<>"): POI 0.0, HyperFormula 6
WEEKNUM(DATE(2027,1,1),21): POI 0.0, HyperFormula 53
-2^2: POI -4.0, HyperFormula 4
INT(-1.5): POI -2.0, HyperFormula -1
ROUND(1.005,2): POI 1.01, HyperFormula 1
TEXT(0.5,"0%"): POI "50%", HyperFormula "1%"
E
